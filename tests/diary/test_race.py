"""Two tenants never get the same place: real processes, one moment, both databases."""

import pytest

from ops.race import Counts, race


@pytest.mark.timeout(400)
def test_exactly_the_places_there_are_get_booked(database_url: str) -> None:
    counts = race(database_url, tenants=200, places=20)
    assert counts == Counts(places=20, booked=20, refused=180, doubled=0, lost=0)
