"""The words tenants use for yes, no, not sure and the place of a choice, without apostrophes."""

# Polish and Welsh last: their reports are understood, so their answers are.
PLAIN_YES = (
    "y", "ye", "yes", "yeah", "yea", "yeh", "yep", "yup", "aye", "yess", "definitely",
    "tak", "ie", "ydy", "ydi", "oes", "ydw",
)  # fmt: skip
PLAIN_NO = (
    "n", "no", "nope", "nah", "naw", "noo", "negative", "nie", "nage", "nac", "nagoes",
)  # fmt: skip
# Answers when they are all that is said, but for FILLERS.
YES = (
    *PLAIN_YES, "ya", "sure", "correct", "right", "true", "it does", "it is", "thats right",
    "it has", "it can", "i can", "i do", "i have", "i am", "we are", "we do", "we have",
    "we can", "they are", "they do", "there is", "there are", "they have", "she is", "he is",
    "we did", "i did", "does", "afraid so", "i think so", "think so", "of course", "course",
    "absolutely", "indeed", "tried that", "always", "loads", "it did", "it was", "still is",
    "yes it is", "yes it does", "it will", "they will", "unfortunately so",
)  # fmt: skip
NO = (
    *PLAIN_NO, "nac ydy", "nac ydw", "nac ydi", "nac oes",
    "na", "never", "not", "none", "false", "it doesnt", "it isnt", "it hasnt",
    "it cant", "it wont", "i cant", "i dont", "i havent", "i havnt", "im not", "we dont",
    "we cant", "we havent", "we arent", "they arent", "they dont", "there isnt", "there arent",
    "doesnt", "isnt", "wont", "cant", "i dont think so", "dont think so", "not really",
    "not yet", "cannot", "i cannot", "not at all", "nobody", "no one", "noone", "i didnt",
    "we didnt", "havent", "it does not", "it is not", "it will not", "i do not", "no way",
    "no chance", "it didnt", "it wasnt", "there are none", "none at all", "they wont",
    "they cant", "not that i know of", "not that i can see", "nothing like that", "not any",
)  # fmt: skip
# After a leading no these go on with the answer; before anything else it is "no water", "no idea".
NO_GOES_ON_WITH = frozenset((
    "it", "its", "i", "im", "ive", "ill", "id", "we", "weve", "were", "he", "hes", "she", "shes",
    "they", "theyre", "theyve", "there", "theres", "that", "thats", "this", "these", "those",
    "not", "nothing", "nobody", "none", "never", "only", "just", "still", "but", "because", "cos",
    "coz", "cuz", "as", "so", "cant", "cannot", "wont", "doesnt", "dont", "isnt", "arent", "wasnt",
    "havent", "hasnt", "didnt", "couldnt", "sorry", "mate", "love", "pal", "sir", "madam", "the",
    "my", "our", "his", "her", "their", "you", "your", "and", "sadly", "unfortunately", "afraid",
    "no", "nope", "nah", "thanks", "thank", "ta", "cheers", "please", "even", "everything",
    "everyone", "all", "both", "at", "actually", "im", "everybody", "tried", "mine", "ours",
    "theirs", "absolutely", "definitely", "one", "other", "another", "use", "lost", "leave",
    "quite", "today", "tomorrow", "yet", "really", "way", "chance", "cause", "now", "id", "a", "an",
))  # fmt: skip
# Said beside an answer without changing it.
FILLERS = (
    "um", "umm", "er", "erm", "err", "oh", "ah", "well", "hi", "hello", "hiya", "hey", "sorry",
    "mate", "love", "pal", "sir", "madam", "im afraid", "unfortunately", "sadly", "actually",
    "really", "now", "here", "yet", "at all", "anymore", "any more", "at the moment", "atm",
    "right now", "still", "just", "already", "please", "pls", "plz", "thanks", "thank you", "ta",
    "thx", "cheers", "x", "xx", "xxx", "lol", "haha", "then", "though", "tho", "so", "it", "we",
    "that", "i", "ive", "to", "i said", "like i said", "as i said", "both", "all of it", "of them",
    "dear", "bless", "honestly", "tbh", "mostly", "very", "much", "too", "also", "and",
)  # fmt: skip
# They hold a no or a yes and answer nothing.
COURTESIES = (
    "no worries", "no worry", "no problem", "no problems", "no prob", "no probs", "no bother",
    "no rush", "no hurry", "no trouble", "no drama", "no dramas", "no stress", "no need",
    "no pressure", "not a problem", "not to worry", "no offence", "no matter", "no harm done",
    "no biggie", "no doubt", "never mind", "nevermind", "nothing else", "nothing more",
    "no more questions", "no further questions", "no comment", "no reply", "no thanks needed",
    "ok thanks", "okay thanks", "ok thank you", "okay thank you", "ok cheers", "ok ta", "ok",
    "okay", "alright", "all right", "ok great", "right then", "right ok", "ok no worries",
    "thats all", "not being funny", "not being rude", "cant complain", "cant wait",
    "cant thank you enough", "dont worry", "i dont mind", "dont mind", "wouldnt mind",
)  # fmt: skip
IN_OFFERS = {
    "ok": True, "okay": True, "alright": True, "all right": True, "go on": True, "go ahead": True,
    "ok go on": True, "ok go ahead": True, "yes go on": True, "yes go ahead": True, "k": True,
    "ok yes": True, "please do": True, "that would be great": True, "perfect": True,
    "sounds good": True, "ok great": True, "great": True, "fine": True, "thats fine": True,
    "nothing else": False, "nothing": False, "no need": False, "nothing more": False,
    "leave it": False, "not now": False, "not today": False, "maybe later": False,
}  # fmt: skip
# Nobody was there to answer.
AWAY = (
    "cant answer", "cant talk", "cant speak", "cant reply", "cant respond", "cannot answer",
    "cannot talk", "cannot reply", "unable to answer", "unable to reply", "unable to talk",
    "unable to take your", "cant take your call", "not able to answer", "out of office",
    "out of the office", "away from my", "on annual leave", "on holiday until", "im driving",
    "i am driving", "currently driving", "in a meeting", "ill call you", "ill ring you",
    "call you back", "call you later", "text you later", "will get back to", "get back to you",
    "ill reply", "i will reply", "will respond", "not available", "automatic reply", "auto reply",
    "autoreply", "automated", "do not reply", "dont reply", "not monitored", "at work",
    "not at home", "not home", "not in till", "not in until", "not in at the moment",
    "on the other line", "leave a message", "do not disturb",
)  # fmt: skip
UNSURE = (
    "dont know", "dunno", "no idea", "not sure", "unsure", "im not sure", "idk", "cant tell",
    "cant say", "havent a clue", "no clue", "not certain", "hard to say", "dont no",
    "havent checked", "not looked", "maybe", "possibly", "might be", "couldnt tell you",
    "couldnt say", "how do i know", "how would i know",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3,
    "three": 3, "fourth": 4, "4th": 4, "four": 4, "fifth": 5, "5th": 5, "five": 5,
    "sixth": 6, "6th": 6, "six": 6,
}  # fmt: skip
