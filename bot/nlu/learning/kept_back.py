"""Which training texts are kept back: one in ten, by hash.

The encoder is not tuned on them and confidence is settled on them: a text that the encoder has
learnt is read more surely than one that a tenant sends. Standard library only.
"""

import hashlib

ONE_IN = 10


def kept_back(text: str) -> bool:
    """The same answer for a normalised text wherever and whenever it is asked."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") % ONE_IN == 0
