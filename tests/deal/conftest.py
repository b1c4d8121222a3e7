"""The demo landlord's Deal, read once, and a Monday morning in winter to decide on."""

from datetime import datetime

import pytest

from housing.adapters.deal_files import load_deal
from housing.domain.deal import Deal
from housing.domain.local_time import LONDON

MONDAY_IN_WINTER = datetime(2026, 11, 23, 9, 30, tzinfo=LONDON)
MONDAY_IN_SUMMER = datetime(2026, 7, 6, 9, 30, tzinfo=LONDON)
MONDAY_IN_OCTOBER = datetime(2026, 10, 12, 9, 30, tzinfo=LONDON)


@pytest.fixture(scope="session")
def deal() -> Deal:
    return load_deal()
