"""Fixtures of the diary's tests."""

import pytest

from housing.adapters.sql.unit_of_work import Units
from tests.diary.scene import Scene


@pytest.fixture
def scene(units: Units) -> Scene:
    """An empty landlord on each of the two databases."""
    return Scene(units)
