"""How much is done for somebody whom nobody has proved: what costs money or pages a person.

Beyond a limit a person takes over; nothing that somebody wrote is dropped for it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
# Pay-per-call, shared-cost and personal numbers of the United Kingdom, and its pagers: answering
# them costs more than a text, and no tenant has one.
_COSTLY = re.compile(r"\+44(?:9|8[47]|70|76(?!24))")


@dataclass(frozen=True, slots=True)
class Limits:
    """The landlord's own are settings; these are sensible for some thousand homes."""

    replies_a_day: int = 60
    codes_a_day: int = 6
    codes_a_day_in_all: int = 500
    call_outs_an_hour: int = 4
    countries: tuple[str, ...] = ("+44",)

    def may_text(self, number: str) -> bool:
        """Whether we text this sender at all; names, short codes and costly numbers never."""
        ours = number.startswith(self.countries) and number[1:].isdecimal()
        return ours and not _COSTLY.match(number)
