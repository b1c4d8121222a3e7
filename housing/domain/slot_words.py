"""Words for slots: a closed-world matcher over the slots on offer.

Never a free date parser: what is not in the grammar is unclear, and the tenant is asked again.
"""

from collections.abc import Sequence
from datetime import date

from housing.domain.slot_wishes import Kind, SlotMatch, Wish
from housing.domain.slots import Slot

__all__ = ["Kind", "SlotMatch", "Wish", "match_slot"]


def match_slot(
    text: str, offered: Sequence[Slot], today: date, *, page_has_more: bool = False
) -> SlotMatch:
    """What `text` means among the slots on offer, in the order they were shown.

    With `page_has_more` the number after the last slot stands for "others", as it was listed.
    """
    raise NotImplementedError
