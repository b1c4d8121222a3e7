"""Links in a stranger's words: never passed on by text, where a thumb opens them unseen."""

import re

LEFT_OUT = "(link left out)"
_ENDINGS = r"(?:com|co|uk|org|net|info|biz|io|ly|me|gg|cc|ru|cn|xyz|top|site|online|app|link|to|gl)"
_LINK = re.compile(
    rf"[a-z][a-z0-9+.-]{{1,20}}://\S+|www\.\S+|(?:[a-z0-9-]{{1,63}}\.){{1,5}}{_ENDINGS}\b(?:/\S*)?",
    re.IGNORECASE,
)


def without_links(text: str) -> str:
    """The same words with each link, and each address of a site, replaced by a note of it."""
    return _LINK.sub(LEFT_OUT, text)
