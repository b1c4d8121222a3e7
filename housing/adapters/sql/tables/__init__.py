"""All tables on one `metadata`, split by what they are about."""

from housing.adapters.sql.tables import (
    desk,
    field,
    homes,
    landlord,
    repairs,
    reports,
    review,
    sign_in,
    steps,
    talk,
)
from housing.adapters.sql.tables.base import metadata

__all__ = [
    "desk",
    "field",
    "homes",
    "landlord",
    "metadata",
    "repairs",
    "reports",
    "review",
    "sign_in",
    "steps",
    "talk",
]
