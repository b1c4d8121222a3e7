"""The words tenants use for yes, no, not sure and the place of a choice, without apostrophes."""

# Polish and Welsh last: their reports are understood, so their answers are.
PLAIN_YES = frozenset((
    "y", "ye", "yes", "yeah", "yea", "yeh", "yep", "yup", "aye", "yess", "definitely",
    "tak", "ie", "ydy", "ydi", "oes", "ydw",
))  # fmt: skip
PLAIN_NO = frozenset((
    "n", "no", "nope", "nah", "naw", "noo", "negative", "nie", "nage", "nac", "nagoes",
))  # fmt: skip
YES = (
    *PLAIN_YES, "ya", "sure", "ok", "okay", "correct", "right", "true", "it does", "it is",
    "it has", "it can", "i can", "i do", "i have", "i am", "we are", "we do", "we have",
    "we can", "they are", "they do", "there is", "there are", "they have", "she is", "he is",
    "we did", "i did", "does", "afraid so", "think so", "course", "absolutely", "indeed",
    "tried that", "always", "loads",
)  # fmt: skip
NO = (
    *PLAIN_NO, "na", "never", "not", "none", "false", "it doesnt", "it isnt", "it hasnt",
    "it cant", "it wont", "i cant", "i dont", "i havent", "i havnt", "im not", "we dont",
    "we cant", "we havent", "we arent", "they arent", "they dont", "there isnt", "there arent",
    "doesnt", "isnt", "wont", "cant", "dont think so", "i dont think so", "not really",
    "not yet", "cannot", "not at all", "nothing", "nobody", "no one", "noone", "i didnt",
    "we didnt", "havent",
)  # fmt: skip
UNSURE = (
    "dont know", "dunno", "no idea", "not sure", "unsure", "im not sure", "idk", "cant tell",
    "cant say", "havent a clue", "no clue", "not certain", "hard to say", "dont no",
    "havent checked", "not looked", "maybe", "possibly", "might be", "couldnt tell you",
    "couldnt say", "how do i know", "how would i know", "what do you mean",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3,
    "three": 3, "fourth": 4, "4th": 4, "four": 4, "fifth": 5, "5th": 5, "five": 5,
    "sixth": 6, "6th": 6, "six": 6,
}  # fmt: skip
