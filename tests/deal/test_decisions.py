"""What is decided for which facts: both sides of everything that changes a decision."""

import re
from datetime import date, datetime

import pytest

from housing.domain.clock.local_time import LONDON
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import DealError, UnknownFact, UnknownIssue, WrongValue, decide
from housing.domain.deal.facts import FactValue
from tests.deal.instants import MONDAY_IN_OCTOBER, MONDAY_IN_SUMMER, MONDAY_IN_WINTER

Facts = dict[str, FactValue]
WINTER, SUMMER, OCTOBER = MONDAY_IN_WINTER, MONDAY_IN_SUMMER, MONDAY_IN_OCTOBER

DECISIONS = """
tap_dripping: can_turn_off=yes -> book routine
tap_dripping: can_turn_off=no -> attend_now emergency
sink_blocked: sewage_back=no tried_plunger=no -> try_first routine
sink_blocked: sewage_back=no tried_plunger=yes -> book routine
sink_blocked: sewage_back=yes drain_outside_only=no -> attend_now emergency
toilet_not_flushing: other_toilet=yes -> book urgent
toilet_not_flushing: other_toilet=no bucket_flush=yes -> book urgent
toilet_not_flushing: other_toilet=no bucket_flush=no -> attend_now emergency
shower_tray: shower_state=worn -> book routine
shower_tray: shower_state=sharp -> book urgent
shower_tray: shower_state=leaks near_electrics=no -> book urgent
shower_tray: shower_state=leaks near_electrics=yes -> attend_now emergency
bath_panel: cause=wear -> book routine
bath_panel: cause=household -> book routine damage_small
stopcock: water_now=none stopcock_tried=no -> try_first routine
stopcock: water_now=none stopcock_tried=yes -> book routine
stopcock: water_now=held -> book urgent
stopcock: water_now=running -> attend_now emergency
cooker_switch: electrics_dangerous=no -> book routine
cooker_switch: electrics_dangerous=yes -> attend_now emergency
outside_light: electrics_dangerous=no in_shared_area=no dark_outside=no -> book routine
outside_light: electrics_dangerous=no in_shared_area=no dark_outside=yes -> book urgent
outside_light: electrics_dangerous=no in_shared_area=yes whole_stair_dark=no -> book urgent
outside_light: electrics_dangerous=yes -> attend_now emergency
garage_fault: part_could_fall=yes -> attend_now emergency
garage_fault: part_could_fall=no garage_open=home -> attend_now emergency
garage_fault: part_could_fall=no garage_open=apart cause=someone_else -> book urgent
garage_fault: part_could_fall=no garage_open=locks cause=someone_else -> book routine
garage_fault: part_could_fall=no garage_open=apart cause=household -> book urgent damage_small
garage_fault: part_could_fall=no garage_open=locks cause=household -> book routine damage_small
garage_fault: part_could_fall=no garage_open=apart cause=wear -> book urgent
garage_fault: part_could_fall=no garage_open=locks cause=not_sure -> book routine
driveway: put_in_myself=no someone_could_fall=no -> order routine
driveway: put_in_myself=no someone_could_fall=yes -> order urgent
driveway: put_in_myself=yes -> guide none
outhouse: part_could_fall=no put_in_myself=no -> order routine
outhouse: part_could_fall=no put_in_myself=yes -> guide none
outhouse: part_could_fall=yes -> attend_now emergency
loft_insulation: loft_hatch=no after_our_repair=no -> inspect routine
loft_insulation: loft_hatch=no after_our_repair=yes -> order routine
loft_insulation: loft_hatch=yes -> book routine
toilet_seat: care_need=no -> guide none
toilet_seat: care_need=yes -> book routine
boiler_no_heat_hot_water: gas_credit_out=no -> attend_now emergency
boiler_no_heat_hot_water: gas_credit_out=yes -> guide none
light_not_working: new_bulb_tried=yes -> book routine
light_not_working: new_bulb_tried=no other_lights_off=no -> try_first routine
light_not_working: new_bulb_tried=no other_lights_off=yes tried_trip_switch=yes -> book urgent
no_heating: gas_credit_out=yes -> guide none
no_heating: gas_credit_out=no -> attend_now emergency
pipe_burst: - -> attend_now emergency
leak_from_above: ceiling_water=coming_through -> attend_now emergency
leak_from_above: ceiling_water=dry_stain -> inspect routine
gas_smell: - -> refer_now emergency
damp_mould: damp_danger_now=no who_lives_there=none -> inspect hazard
damp_mould: damp_danger_now=no who_lives_there=health -> inspect hazard
damp_mould: damp_danger_now=yes -> attend_now emergency
lost_keys: someone_shut_in=yes -> attend_now emergency
lost_keys: someone_shut_in=no keys_stolen=no wants_lock_change=yes -> book urgent lock_change
lost_keys: someone_shut_in=no keys_stolen=no wants_lock_change=no -> guide none
lost_keys: someone_shut_in=no keys_stolen=yes crime_number=yes -> book urgent
lost_keys: someone_shut_in=no keys_stolen=yes crime_number=no wants_lock_change=no -> guide none
glass: window_insecure=yes -> attend_now emergency
glass: window_insecure=yes cause=household -> attend_now emergency
glass: window_insecure=no cause=wear -> book urgent
glass: window_insecure=no cause=household -> book urgent glass_damage
glass: window_insecure=no cause=someone_else crime_number=yes -> book urgent
glass: window_insecure=no cause=someone_else crime_number=no -> book urgent glass_damage
patio_door: door_fault=other -> book routine
patio_door: door_fault=open -> attend_now emergency
patio_door: door_fault=glass window_insecure=yes -> attend_now emergency
patio_door: door_fault=glass window_insecure=no cause=wear -> book urgent
fob_key_order: fob_or_key=key for_carer=no -> staff none spare_key
fob_key_order: fob_or_key=fob for_carer=no -> staff none door_fob
fob_key_order: fob_or_key=fob for_carer=yes -> staff none
kitchen_cupboard: cause=wear -> book routine
kitchen_cupboard: cause=household -> book routine damage_small
internal_door: cause=not_sure -> book routine
internal_door: cause=household -> book routine damage_small
asb_noise: asb_serious=yes -> staff_now emergency
asb_noise: asb_serious=no self_help_done=yes -> staff routine
asb_noise: asb_serious=no self_help_done=no safe_to_speak=yes -> self_help none
asb_noise: asb_serious=no self_help_done=no safe_to_speak=no -> staff routine
asb_noise: asb_serious=no vulnerable=yes -> staff urgent
asb_noise: asb_serious=no repeat=yes -> staff urgent
asb_threats_violence: - -> staff_now emergency
charge_query: - -> answer none
appointment_view: - -> account none
appointment_change: - -> account none
appointment_cancel: - -> account none
repair_chase: - -> account none
repair_chase: overdue=yes -> staff urgent
complaint: - -> complaint none
speak_to_person: - -> staff none
feedback: - -> feedback none
light_bulb: in_shared_area=yes whole_stair_dark=yes -> attend_now emergency
water_supply_off: neighbours_off_too=yes -> refer none
asb_smoke_smell: smell_of_drugs=yes danger_now=no -> staff urgent
rent_arrears: court_papers=yes -> staff_now urgent
gas_letter: court_date=no visit_hard=no -> book urgent
gas_letter: court_date=no visit_hard=yes -> staff urgent
gas_letter: court_date=yes -> staff urgent
eviction_notice: court_papers=yes -> staff_now urgent
eviction_notice: court_papers=no -> staff urgent
bereavement: - -> staff none
moving_out: notice_given=yes -> answer none
moving_out: notice_given=no -> staff none
garage_parking_rent: - -> staff none
injury_claim: claim_about=things -> staff routine
injury_claim: claim_about=hurt -> staff urgent
"""


BOILER = "boiler_no_heat_hot_water"


def morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=LONDON)


def rows(table: str) -> list[tuple[str, Facts, str]]:
    """Lines of `issue: fact=value fact=value -> route priority [charge]`."""
    found: list[tuple[str, Facts, str]] = []
    for line in table.strip().replace("glass:", "window_broken_glass:").splitlines():
        issue, facts, end = re.fullmatch(r"(\w+): (.+) -> (.+)", line).groups()  # type: ignore[union-attr]
        told = dict(fact.split("=") for fact in facts.split() if fact != "-")
        yes_no: Facts = {name: {"yes": True, "no": False}.get(v, v) for name, v in told.items()}
        found.append((issue, yes_no, end))
    return found


@pytest.mark.parametrize(("issue", "facts", "end"), rows(DECISIONS))
def test_an_issue_is_decided_by_its_facts(deal: Deal, issue: str, facts: Facts, end: str) -> None:
    decision = decide(deal, issue, facts, now=WINTER)
    charge = [decision.charge.code] if decision.charge else []
    assert " ".join([decision.route, decision.priority, *charge]) == end
    assert decision.next_question is None
    assert decision.reasons


@pytest.mark.parametrize(
    ("issue", "facts", "now", "route", "due_on"),
    [
        # The heating season of the Right to Repair begins on 31 October and ends on 30 April.
        ("no_heating", {}, morning(10, 30), "book", "Wednesday 2026-11-04"),
        ("no_heating", {}, morning(10, 31), "attend_now", "Sunday 2026-11-01"),
        ("no_heating", {}, morning(4, 30), "attend_now", "Friday 2026-05-01"),
        # 4 May 2026 is a bank holiday, so three working days from Friday 1 May end on the 7th.
        ("no_heating", {}, morning(5, 1), "book", "Thursday 2026-05-07"),
        (BOILER, {"hot_water_works": True}, SUMMER, "book", "Thursday 2026-07-09"),
        (BOILER, {"hot_water_works": False}, SUMMER, "attend_now", "Tuesday 2026-07-07"),
        (BOILER, {"hot_water_works": True}, OCTOBER, "attend_now", "Tuesday 2026-10-13"),
        ("no_hot_water", {}, SUMMER, "book", "Thursday 2026-07-09"),
        ("no_hot_water", {}, WINTER, "book", "Tuesday 2026-11-24"),
        ("tap_dripping", {"can_turn_off": True}, WINTER, "book", "Monday 2026-12-21"),
        ("damp_mould", {"who_lives_there": "child"}, WINTER, "inspect", "Monday 2026-12-07"),
        # Christmas, Boxing Day (its substitute is Monday the 28th) and New Year are skipped.
        ("damp_mould", {"who_lives_there": "none"}, morning(12, 21), "inspect",
         "Thursday 2027-01-07"),
    ],
)  # fmt: skip
def test_season_and_calendar_set_the_target(
    deal: Deal, issue: str, facts: Facts, now: datetime, route: str, due_on: str
) -> None:
    told: Facts = {
        "gas_credit_out": False, "vulnerable_at_home": False, "damp_danger_now": False, **facts,
    }  # fmt: skip
    decision = decide(deal, issue, told, now=now)
    assert decision.route == route
    assert decision.target is not None
    assert f"{decision.target.due_on:%A %Y-%m-%d}" == due_on


def test_the_record_of_a_vulnerable_tenant_answers_the_question(deal: Deal) -> None:
    asked = decide(deal, "no_hot_water", {}, now=WINTER)
    assert asked.next_question is not None
    assert asked.next_question.id == "vulnerable_at_home"
    known = decide(deal, "no_hot_water", {"vulnerable": True}, now=WINTER)
    assert (known.route, known.next_question) == ("attend_now", None)


@pytest.mark.parametrize("tenancy", ["shared_ownership", "leasehold"])
def test_owners_look_after_the_inside_but_never_an_emergency(deal: Deal, tenancy: str) -> None:
    dripping = decide(deal, "tap_dripping", {"can_turn_off": True, "tenancy": tenancy}, now=WINTER)
    assert (dripping.route, dripping.responsibility) == ("advise", "tenant")
    running = decide(deal, "tap_dripping", {"can_turn_off": False, "tenancy": tenancy}, now=WINTER)
    assert (running.route, running.responsibility) == ("attend_now", "landlord")
    roof = decide(deal, "gutter_blocked", {"tenancy": tenancy}, now=WINTER)
    assert roof.responsibility == "landlord"


@pytest.mark.parametrize(
    ("started", "route"), [(date(2018, 5, 31), "staff"), (date(2018, 6, 1), "guide")]
)
def test_an_ask_does_not_bind_a_tenancy_older_than_the_deal(
    deal: Deal, started: date, route: str
) -> None:
    facts: Facts = {"care_need": False, "tenancy_start": started}
    assert decide(deal, "garden_overgrown", facts, now=WINTER).route == route


@pytest.mark.parametrize(
    ("issue", "facts", "told"),
    [
        (
            "eviction_notice",
            {"court_papers": True},
            ("do not move out", "hearing", "0808 800 4444"),
        ),
        ("eviction_notice", {"court_papers": False}, ("do not move out", "0808 800 4444")),
        ("bereavement", {}, ("take your time", "right to stay")),
        ("moving_out", {"notice_given": True}, ("keys", "clean", "look round")),
        ("injury_claim", {"claim_about": "hurt"}, ("999", "photos", "21 days", "3 months")),
        ("injury_claim", {"claim_about": "things"}, ("home insurance", "21 days", "3 months")),
        ("gas_letter", {"court_date": False, "visit_hard": False}, ("under an hour", "credit")),
    ],
)
def test_what_can_be_done_today_is_told(
    deal: Deal, issue: str, facts: Facts, told: tuple[str, ...]
) -> None:
    decision = decide(deal, issue, facts, now=WINTER)
    guide = deal.guides[decision.guide or ""]
    for text in (guide.sms, " ".join((*guide.steps, guide.stop))):
        for words in told:
            assert words in text.replace("Take your", "take your").replace("Do not", "do not")


@pytest.mark.parametrize(
    "facts",
    [
        {"court_date": False, "visit_hard": False},
        {"court_date": False, "visit_hard": True},
        {"court_date": True},
    ],
)
def test_who_was_written_to_about_gas_is_never_shamed(deal: Deal, facts: Facts) -> None:
    reasons = " ".join(decide(deal, "gas_letter", facts, now=WINTER).reasons)
    assert not re.search(r"fail|refus|must let|overdue|your fault|miss|warn(ed|ing you)", reasons)


@pytest.mark.parametrize(
    ("state", "due_on"), [("apart", "Tuesday 2026-11-24"), ("locks", "Monday 2026-12-21")]
)
def test_a_garage_broken_into_is_secure_within_a_day_and_free(
    deal: Deal, state: str, due_on: str
) -> None:
    facts: Facts = {"part_could_fall": False, "garage_open": state, "cause": "someone_else"}
    decision = decide(deal, "garage_fault", facts, now=WINTER)
    assert decision.target is not None
    assert f"{decision.target.due_on:%A %Y-%m-%d}" == due_on
    assert (decision.charge, decision.guide) == (None, "garage_break_in")


@pytest.mark.parametrize("started", [date(2018, 5, 31), date(2018, 6, 1)])
def test_the_way_for_an_ambulance_is_cleared_under_any_tenancy(deal: Deal, started: date) -> None:
    facts: Facts = {"blocks_emergency_access": True, "tenancy_start": started}
    decision = decide(deal, "parking", facts, now=WINTER)
    assert (decision.route, decision.priority) == ("staff", "urgent")
    assert "ambulance" in decision.reasons[0]


def test_a_quote_says_all_that_a_tenant_may_ask(deal: Deal) -> None:
    facts: Facts = {"someone_shut_in": False, "keys_stolen": False, "wants_lock_change": True}
    quote = decide(deal, "lost_keys", facts, now=WINTER).charge
    assert quote is not None
    assert (quote.amount, quote.vat_pence, quote.vat) == ("£65", 1083, "20% VAT included")
    assert "person" in quote.dispute
    assert "crime number" in quote.waiver
    night = decide(deal, "lost_keys", {**facts, "out_of_hours_visit": True}, now=WINTER).charge
    assert night is not None
    assert night.amount_pence > quote.amount_pence


def test_section_11_is_the_landlords_even_when_the_household_broke_it(deal: Deal) -> None:
    facts: Facts = {"window_insecure": False, "cause": "household"}
    decision = decide(deal, "window_broken_glass", facts, now=WINTER)
    assert decision.responsibility == "landlord"
    assert decision.statement is not None
    assert decision.statement.kind == "ask"


@pytest.mark.parametrize(
    ("issue", "facts", "error", "says"),
    [
        ("tap_drip", {}, UnknownIssue, "'tap_drip'"),
        ("tap_dripping", {"can_turn": True}, UnknownFact, "'can_turn'"),
        ("tap_dripping", {"can_turn_off": "yes"}, WrongValue, "can_turn_off"),
        ("tap_dripping", {"can_turn_off": 1}, WrongValue, "can_turn_off"),
        ("kitchen_cupboard", {"cause": "gremlins"}, WrongValue, "wear, household"),
        ("kitchen_cupboard", {"cause": True}, WrongValue, "cause"),
        ("tap_dripping", {"tenancy_start": "2018"}, WrongValue, "tenancy_start"),
    ],
)
def test_what_the_deal_does_not_know_is_refused_in_a_sentence(
    deal: Deal, issue: str, facts: Facts, error: type[DealError], says: str
) -> None:
    with pytest.raises(error, match=says):
        decide(deal, issue, facts, now=WINTER)


def test_a_naive_time_is_refused(deal: Deal) -> None:
    with pytest.raises(ValueError, match="time zone"):
        decide(deal, "tap_dripping", {}, now=datetime(2026, 11, 23, 9))  # noqa: DTZ001


def test_a_hazard_class_counts_from_its_commencement_on(deal: Deal) -> None:
    facts: Facts = {"damp_danger_now": False, "who_lives_there": "child"}
    before = decide(deal, "damp_mould", facts, now=datetime(2025, 10, 26, 12, tzinfo=LONDON))
    since = decide(deal, "damp_mould", facts, now=datetime(2025, 10, 27, 12, tzinfo=LONDON))
    assert (before.hazard, since.hazard) == (None, "damp_mould")
    assert since.hazard_level == "significant"
    assert decide(deal, "stairs_banister", {}, now=WINTER).hazard is None
