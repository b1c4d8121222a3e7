"""The demo landlord's Deal, read once."""

import pytest

from housing.adapters.deal.files import load_deal
from housing.domain.deal.deal import Deal


@pytest.fixture(scope="session")
def deal() -> Deal:
    return load_deal()
