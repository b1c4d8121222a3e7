"""Fixtures of the operatives' tests."""

import pytest

from housing.adapters.deal_files import load_deal
from housing.domain.deal import Deal
from housing.ports import Units
from tests.field.scene import Scene


@pytest.fixture
async def scene(units: Units) -> Scene:
    """The small landlord on each of the two databases."""
    scene = Scene(units)
    await scene.set()
    return scene


@pytest.fixture(scope="session")
def deal() -> Deal:
    return load_deal(None)
