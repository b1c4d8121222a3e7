"""Words of Scotland and the English regions as the plain English that our readers know.

Only what means one thing wherever it stands; how a word is said, never who says it.
"""

_IN_ENGLISH = {
    # Scots
    "naw": "no", "nae": "no", "naebody": "nobody", "naebodys": "nobody is", "aye": "yes",
    "jist": "just", "oot": "out", "aff": "off", "doon": "down", "aboot": "about", "roon": "round",
    "whit": "what", "whaur": "where", "efter": "after", "noo": "now", "hoose": "house",
    "hame": "home", "heid": "head", "auld": "old", "ower": "over", "ither": "other",
    "anither": "another", "wis": "was", "fae": "from", "masel": "myself", "gonnae": "going to",
    "dinnae": "dont", "dinna": "dont", "cannae": "cant", "canna": "cant", "willnae": "wont",
    "isnae": "isnt", "wasnae": "wasnt", "didnae": "didnt", "doesnae": "doesnt",
    "wouldnae": "wouldnt", "couldnae": "couldnt", "havenae": "havent", "havnae": "havent",
    "hasnae": "hasnt", "arenae": "arent", "wernae": "werent", "shouldnae": "shouldnt",
    # North and Midlands
    "owt": "anything", "nowt": "nothing", "summat": "something", "wunt": "wont",
    "dunt": "doesnt", "bost": "broken",
}  # fmt: skip


def in_plain_english(words: str) -> str:
    """The plain words with those of a dialect replaced: "naw jist the yin" is "no just the yin"."""
    return " ".join(_IN_ENGLISH.get(word, word) for word in words.split())
