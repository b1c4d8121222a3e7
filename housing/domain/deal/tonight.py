"""What is said while the office is closed about a matter that cannot wait until it opens.

An issue or a rule of the catalogue names an entry; deciding puts it into the decision only while
the landlord is closed, so nothing else needs to know the hour.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from housing.domain.deal.decision import Quote


@dataclass(frozen=True, slots=True)
class Tonight:
    """`text` names the line that answers now and what would make it an emergency.

    `charge` is what somebody who comes out of hours may cost; `shut_out` marks the matters of
    people who cannot get in, so nobody can be asked to be at home.
    """

    id: str
    text: str
    charge: str | None = None
    shut_out: bool = False


@dataclass(frozen=True, slots=True)
class WhileClosed:
    """The words for now, with the price out of hours where there is one."""

    text: str
    price: "Quote | None"
