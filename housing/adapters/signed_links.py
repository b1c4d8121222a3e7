"""Visit links signed with itsdangerous: nothing is stored, and nobody can make one but us.

The token holds the visit's id and the hour at which it ends, under a key of this one purpose, so
that it can never be used for anything else that is signed with the same secret.
"""

import hashlib
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from housing.domain.repairs.appointments import Appointment
from housing.ports.repairs.visit_links import LinkRefused

PURPOSE = "visit-link-1"
PATH = "/v/"
_HOUR_S = 3600


class SignedVisitLinks:
    """The port `VisitLinks`. `address` is the gateway's as tenants see it."""

    def __init__(self, secret: str, address: str) -> None:
        self._address = address
        self._serializer = URLSafeSerializer(
            secret, salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def link(self, visit: Appointment) -> str:
        ends = -(-int(visit.latest_arrival.timestamp()) // _HOUR_S)
        return f"{self._address}{PATH}{self._serializer.dumps([visit.id, ends])}"

    def read(self, token: str, now: datetime) -> int:
        try:
            visit_id, ends = self._serializer.loads(token)
        except (BadData, ValueError, TypeError):
            raise LinkRefused from None
        if datetime.fromtimestamp(ends * _HOUR_S, UTC) <= now:
            raise LinkRefused
        return int(visit_id)
