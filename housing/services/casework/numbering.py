"""Fresh references. Random, so that nobody learns from theirs how many others there are."""

import secrets

from housing.domain.casework.references import REFERENCE_SPACE, Kind, reference


def new_reference(kind: Kind) -> str:
    """A reference that nobody has, but for one chance in eight million; its column is unique."""
    return reference(kind, secrets.randbelow(REFERENCE_SPACE))
