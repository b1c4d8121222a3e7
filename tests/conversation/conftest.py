"""The demonstration's town, and a tenant of it who texts."""

import pytest

from housing.ports import Units
from tests.conversation.talker import Talker, open_town
from tests.diary.scene import NOW


@pytest.fixture
async def tenant(units: Units) -> Talker:
    await open_town(units, NOW)
    return Talker(units, NOW)
