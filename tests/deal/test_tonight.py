"""Closed: who answers now, what would make it an emergency, and what it costs.

Each issue on both sides of opening time, for somebody who can wait and for somebody who cannot.
"""

from datetime import date, datetime, timedelta

import pytest

from housing.domain.clock.local_time import LONDON
from housing.domain.deal.deal import Deal, RepairPriority
from housing.domain.deal.deciding import decide
from housing.domain.deal.facts import FactValue

Facts = dict[str, FactValue]
# In November the clock is GMT, in July it is British Summer Time.
SUNDAY_IN_WINTER = datetime(2026, 11, 29, 18, tzinfo=LONDON)
SUNDAY_IN_SUMMER = datetime(2026, 7, 5, 18, tzinfo=LONDON)
MONDAY_NIGHT = datetime(2026, 11, 30, 23, 30, tzinfo=LONDON)
JUST_OPEN = datetime(2026, 11, 30, 8, tzinfo=LONDON)
JUST_BEFORE = JUST_OPEN - timedelta(minutes=1)

CAN_WAIT: list[tuple[str, Facts, str]] = [
    ("lost_keys", {"someone_shut_in": False, "nowhere_to_wait": False, "keys_stolen": False,
                   "wants_lock_change": False}, "way_in"),
    ("lost_keys", {"someone_shut_in": False, "nowhere_to_wait": False, "keys_stolen": False,
                   "wants_lock_change": True}, "way_in"),
    ("no_hot_water", {"vulnerable_at_home": False}, "hot_water"),
    ("power_off_partial", {"tried_trip_switch": True, "vulnerable_at_home": False}, "power"),
    ("toilet_not_flushing", {"other_toilet": False, "bucket_flush": True}, "toilet"),
    ("toilet_blocked", {"other_toilet": True, "blocked_by_item": False}, "toilet"),
    ("pipe_leak_contained", {"leak_contained": True, "near_electrics": False}, "leak"),
    ("door_entry", {"building_insecure": False, "cannot_get_in": False}, "entry"),
    ("communal_door", {"building_insecure": False, "cannot_get_in": True,
                       "vulnerable_at_home": False}, "entry"),
    ("window_broken_glass", {"window_insecure": False, "cause": "wear"}, "security"),
    ("boiler_no_heat_hot_water", {"gas_credit_out": True}, "credit"),
    ("power_off_home", {"neighbours_off_too": True}, "suppliers"),
    ("water_supply_off", {"neighbours_off_too": True}, "suppliers"),
    ("lift_broken", {"someone_trapped": False}, "lift"),
    ("outside_light", {"electrics_dangerous": False, "in_shared_area": False,
                       "dark_outside": True}, "safety"),
    ("garage_fault", {"part_could_fall": False, "garage_open": "apart", "cause": "wear"},
     "security"),
    ("driveway", {"put_in_myself": False, "someone_could_fall": True}, "safety"),
    ("outhouse", {"part_could_fall": False, "put_in_myself": True}, "safety"),
    ("gas_letter", {"court_date": True}, "person"),
    ("eviction_notice", {"court_papers": False}, "person"),
    ("injury_claim", {"claim_about": "hurt"}, "person"),
    ("stopcock", {"water_now": "held"}, "leak"),
    ("stopcock", {"water_now": "none", "stopcock_tried": False}, "person"),
    ("shower_tray", {"shower_state": "leaks", "near_electrics": False}, "leak"),
    ("shower_tray", {"shower_state": "sharp"}, "safety"),
]  # fmt: skip


@pytest.mark.parametrize(("issue", "facts", "words"), CAN_WAIT)
def test_who_can_wait_is_told_who_answers_now(
    deal: Deal, issue: str, facts: Facts, words: str
) -> None:
    for closed in (SUNDAY_IN_WINTER, MONDAY_NIGHT, JUST_BEFORE):
        told = decide(deal, issue, facts, now=closed)
        assert told.priority != RepairPriority.EMERGENCY
        assert told.tonight is not None
        assert told.tonight.text == deal.tonight[words].text
        assert deal.landlord.out_of_hours_phone in told.tonight.text
    assert decide(deal, issue, facts, now=JUST_OPEN).tonight is None


CANNOT_WAIT: list[tuple[str, Facts, datetime]] = [
    ("lost_keys", {"someone_shut_in": False, "nowhere_to_wait": True}, SUNDAY_IN_WINTER),
    ("lost_keys", {"someone_shut_in": False, "nowhere_to_wait": True}, SUNDAY_IN_SUMMER),
    ("no_heating", {"gas_credit_out": False}, SUNDAY_IN_WINTER),
    ("no_heating", {"gas_credit_out": False, "vulnerable_at_home": True}, SUNDAY_IN_SUMMER),
    ("boiler_no_heat_hot_water", {"gas_credit_out": False, "hot_water_works": True,
                                  "vulnerable_at_home": True}, SUNDAY_IN_SUMMER),
    ("no_hot_water", {"vulnerable_at_home": True}, SUNDAY_IN_WINTER),
    ("storage_heater", {"only_heating": True, "vulnerable_at_home": True}, SUNDAY_IN_SUMMER),
    ("power_off_home", {"neighbours_off_too": False, "electric_credit_out": False},
     SUNDAY_IN_SUMMER),
    ("power_off_partial", {"tried_trip_switch": True, "vulnerable_at_home": True}, MONDAY_NIGHT),
    ("water_supply_off", {"neighbours_off_too": False}, SUNDAY_IN_SUMMER),
    ("toilet_not_flushing", {"other_toilet": False, "bucket_flush": False}, SUNDAY_IN_SUMMER),
    ("front_door_lock", {}, SUNDAY_IN_SUMMER),
    ("door_entry", {"building_insecure": False, "cannot_get_in": True,
                    "vulnerable_at_home": True}, MONDAY_NIGHT),
    ("communal_door", {"building_insecure": False, "cannot_get_in": True,
                       "vulnerable_at_home": True}, MONDAY_NIGHT),
    ("stopcock", {"water_now": "running"}, SUNDAY_IN_SUMMER),
    ("patio_door", {"door_fault": "open"}, MONDAY_NIGHT),
    ("cooker_switch", {"electrics_dangerous": True}, MONDAY_NIGHT),
    ("garage_fault", {"part_could_fall": False, "garage_open": "home"}, MONDAY_NIGHT),
]  # fmt: skip


@pytest.mark.parametrize(("issue", "facts", "now"), CANNOT_WAIT)
def test_who_cannot_wait_is_an_emergency(
    deal: Deal, issue: str, facts: Facts, now: datetime
) -> None:
    decision = decide(deal, issue, facts, now=now)
    assert (decision.route, decision.priority) == ("attend_now", "emergency")
    assert not decision.provisional
    assert decision.guide or decision.emergency, "what to do till then"


def test_nowhere_to_wait_is_asked_only_while_closed(deal: Deal) -> None:
    facts: Facts = {"someone_shut_in": False}
    asked = decide(deal, "lost_keys", facts, now=SUNDAY_IN_WINTER).next_question
    assert asked is not None
    assert asked.id == "nowhere_to_wait"
    by_day = decide(deal, "lost_keys", facts, now=JUST_OPEN).next_question
    assert by_day is not None
    assert by_day.id == "keys_stolen"


@pytest.mark.parametrize("somewhere", [True, False])
def test_the_price_at_night_is_no_surprise(deal: Deal, somewhere: bool) -> None:
    facts: Facts = {"someone_shut_in": False, "nowhere_to_wait": not somewhere}
    told = decide(deal, "lost_keys", facts, now=SUNDAY_IN_WINTER).tonight
    assert told is not None
    assert told.price is not None
    assert told.price.amount == "£120"
    assert "crime number" in told.price.waiver


def test_who_is_shut_out_is_never_asked_to_be_in(deal: Deal) -> None:
    shut_out = {issue for issue in deal.issues if deal.shut_out(issue)}
    assert shut_out == {"lost_keys"}


UNKNOWN, LEASEHOLD, RENTS = (
    {},
    {"tenancy": "leasehold"},
    {"tenancy": "assured"},
)


@pytest.mark.parametrize(
    ("issue", "told", "tenancy", "conditional"),
    [
        ("tap_dripping", {"can_turn_off": True}, UNKNOWN, True),
        ("tap_dripping", {"can_turn_off": True}, LEASEHOLD, False),
        ("tap_dripping", {"can_turn_off": True}, RENTS, False),
        ("tap_dripping", {"can_turn_off": False}, UNKNOWN, False),
        ("external_door_stiff", {}, UNKNOWN, False),
    ],
)
def test_what_owners_would_not_get_is_marked_while_the_tenancy_is_unknown(
    deal: Deal, issue: str, told: Facts, tenancy: Facts, conditional: bool
) -> None:
    decision = decide(deal, issue, {**told, **tenancy}, now=JUST_OPEN)
    assert decision.only_renters is conditional


@pytest.mark.parametrize(
    ("known", "condition"), [({}, True), ({"tenancy_start": date(2019, 1, 1)}, False)]
)
def test_a_statement_for_newer_tenancies_is_marked_while_the_start_is_unknown(
    deal: Deal, known: Facts, condition: bool
) -> None:
    facts: Facts = {"fence_place": "between_gardens", **known}
    decision = decide(deal, "fence_broken", facts, now=JUST_OPEN)
    assert decision.statement is not None
    assert decision.statement.number == "1.17"
    assert (decision.cited_from is not None) is condition
