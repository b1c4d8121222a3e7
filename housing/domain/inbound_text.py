"""A tenant's text as it is kept: whole, without what no database or screen can hold; and as it is
read: no more of it, and in one line, so that every reader ends in time whatever was sent."""

MAX_CHARACTERS = 4000


def storable(text: str) -> str:
    """Without null bytes and broken surrogates, and otherwise as it was written."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def clean_text(text: str) -> str:
    """Without null bytes and broken surrogates, line ends as `\\n`, cut at 4,000 characters."""
    return storable(text).replace("\r\n", "\n").replace("\r", "\n")[:MAX_CHARACTERS]


def in_one_line(text: str, at_most: int = MAX_CHARACTERS) -> str:
    """What a reader looks at: the text's beginning, each run of white space as one space."""
    return " ".join(text[:at_most].split())
