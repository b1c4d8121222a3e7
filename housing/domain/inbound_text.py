"""A tenant's text as it is kept: whole, without what no database or screen can hold."""

MAX_CHARACTERS = 4000


def clean_text(text: str) -> str:
    """Without null bytes and broken surrogates, line ends as `\\n`, cut at 4,000 characters."""
    kept = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return kept.replace("\r\n", "\n").replace("\r", "\n")[:MAX_CHARACTERS]
