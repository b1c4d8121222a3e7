"""How hard a text is to read, by the automated readability index of `textstat`.

The index counts letters, words and sentences only, so nothing is downloaded. The library takes a
second to import, so only the lint imports this module.
"""

import textstat


def grade(text: str) -> float:
    """The American school grade that reads it with ease: 6 stands for an age of about 11."""
    return float(textstat.automated_readability_index(text))
