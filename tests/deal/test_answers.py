"""Typed answers and facts told in a first message, in tenants' own spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.adapters.deal.files import load_deal
from housing.domain.deal.deal import Deal
from housing.domain.deal.facts import Choice, Fact, FactKind, FactSource, FactValue, Question
from housing.domain.reading.answers import hear_facts, read_answer

DEAL = load_deal()
ROOM = Fact(
    "room", FactKind.CHOICE, FactSource.ASKED, "Room", Question("Which room?", "Which room?"), "",
    (Choice("kitchen", "Kitchen"), Choice("bathroom", "Bathroom", ("loo", "toilet")),
     Choice("hall", "Hall or landing")),
)  # fmt: skip
COUNT = Fact("count", FactKind.NUMBER, FactSource.ASKED, "", Question("How many?", ""), "")
SINCE = Fact("since", FactKind.DATE, FactSource.ASKED, "", Question("Since when?", ""), "")
NOTE = Fact("note", FactKind.TEXT, FactSource.ASKED, "", Question("What?", ""), "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True), ("Yeah", True), ("yep it does", True), ("y", True),
        ("YES!!", True), ("aye", True),
        ("1", True), ("1.", True), ("option 1", True), ("it does", True), ("I can yes", True),
        ("it turns off ok", True),
        ("yeah but it drips", True),
        ("no", False), ("nope it wont", False), ("Nah", False), ("n", False), ("2", False),
        ("the second one", False), ("it won't turn off", False),
        ("no it just keeps running", False),
        ("cant turn it off at all", False), ("it doesn’t", False), ("naw", False),
        # Not knowing counts as the safest: it cannot be turned off.
        ("not sure", False), ("dunno", False),
        ("3", None), ("", None), ("???", None), ("my cat is lovely", None), ("yes no", None),
    ],
)  # fmt: skip
def test_a_yes_or_no_in_many_wordings(text: str, value: FactValue | None) -> None:
    answer = read_answer(DEAL.facts["can_turn_off"], text)
    assert answer is value or (text == "yes no" and answer is True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", "bathroom"), ("the second one", "bathroom"), ("in the kitchen", "kitchen"),
        ("Kitchen!", "kitchen"), ("the loo", "bathroom"), ("last one", "hall"), ("3rd", "hall"),
        ("hall or landing", "hall"), ("garden", None), ("4", None), ("kitchen and the loo", None),
    ],
)  # fmt: skip
def test_a_choice_by_number_place_or_words(text: str, value: FactValue | None) -> None:
    assert read_answer(ROOM, text) == value


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        (COUNT, "3", 3), (COUNT, "about 12 of them", 12), (COUNT, "2 or 3", None),
        (COUNT, "lots", None),
        (SINCE, "it began on 21/11/2026", "2026-11-21"),
        (SINCE, "2026-11-21", "2026-11-21"),

        (SINCE, "31/02/2026", None), (SINCE, "tuesday", None),
        (NOTE, " by the door ", "by the door"),
    ],
)  # fmt: skip
def test_numbers_dates_and_text(fact: Fact, text: str, value: int | str | None) -> None:
    answer = read_answer(fact, text)
    assert (str(answer) if fact is SINCE and answer else answer) == value


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("new_bulb_tried", "havent tried a new bulb", False),
        ("new_bulb_tried", "no not a new bulb", False),
        ("new_bulb_tried", "changed it twice", True),
        ("cause", "my son kicked it", "household"),
        ("cause", "it just fell off", "wear"),
        ("cause", "someone threw a stone", "someone_else"),
        ("cause", "no idea", "not_sure"),
        ("who_lives_there", "me and my baby", "child"),
        ("who_lives_there", "just me", "none"),
        ("who_lives_there", "my husband has copd", "health"),
        ("who_lives_there", "no", "none"),
        ("ceiling_water", "its dripping", "coming_through"),
        ("ceiling_water", "just a stain", "dry_stain"),
        ("ceiling_water", "not sure", "coming_through"),
        ("other_toilet", "only got the one", False),
        ("other_toilet", "theres one upstairs", True),
        ("whole_stair_dark", "just the one", False),
        ("whole_stair_dark", "the lot, pitch black", True),
        ("bucket_flush", "i dont know", True),
        ("gas_credit_out", "no theres 20 quid on it", False),
        ("safe_to_speak", "id rather not", False),
        ("safe_to_speak", "hes really aggressive", False),
        ("safe_to_speak", "suppose so", True),
        ("keys_stolen", "i lost them", False),
        ("fence_place", "its between me and next door", "between_gardens"),
        ("door_fault", "it wont open", "other"),
        ("door_fault", "the lock is broken", "open"),
        ("door_fault", "there's a crack in the glass", "glass"),
        ("door_fault", "not sure", "open"),
        ("fob_or_key", "one of those fobs", "fob"),
        ("for_carer", "no its for my son", False),
        ("for_carer", "yes my carers", True),
        ("garage_open", "it wont lock but its in a block down the road", "apart"),
        ("garage_open", "its got a door into the house", "home"),
        ("garage_open", "locks fine", "locks"),
        ("garage_open", "not sure", "home"),
        ("court_date", "no just a last warning", False),
        ("court_date", "not sure", True),
        ("visit_hard", "i cant get time off", True),
        ("visit_hard", "any day is fine", False),
        ("claim_about", "just things", "things"),
        ("claim_about", "i was hurt", "hurt"),
        ("notice_given", "not yet", False),
        ("water_now", "no", "none"),
        ("water_now", "its pouring out", "running"),
        ("water_now", "just a drip in a bucket", "held"),
        ("water_now", "dunno", "running"),
        ("water_now", "yes", None),
        ("shower_state", "the glass is in bits", "sharp"),
        ("shower_state", "the door wont slide", "worn"),
        ("shower_state", "it leaks onto the floor", "leaks"),
    ],
)
def test_answers_to_the_deals_own_questions(fact: str, text: str, value: FactValue) -> None:
    assert read_answer(DEAL.facts[fact], text) == value


@pytest.mark.parametrize(
    ("issue", "text", "heard"),
    [
        ("tap_dripping", "kitchen tap drips, it turns off ok tho", {"can_turn_off": True}),
        ("tap_dripping", "Bathroom tap WON'T turn off", {"can_turn_off": False}),
        ("toilet_not_flushing", "toilet wont flush its our only one", {"other_toilet": False}),
        ("tap_dripping", "dripping tap", {}),
        ("light_not_working", "hall light out, changed the bulb", {"new_bulb_tried": True}),
        ("light_not_working", "light gone. havent tried a new bulb", {"new_bulb_tried": False}),
        ("sink_blocked", "sinks blocked ive tried a plunger", {"tried_plunger": True}),
        ("sink_blocked", "sewage coming back up the sink", {"sewage_back": True}),
        ("toilet_not_flushing", "wont flush and its our only toilet", {"other_toilet": False}),
        ("damp_mould", "black mould all over, my son has asthma", {"who_lives_there": "child"}),
        ("kitchen_cupboard", "hinge came off in my hand", {"cause": "wear"}),
        ("internal_door", "my son kicked a hole in the door", {"cause": "household"}),
        ("lost_keys", "stolen, got a crime number", {"keys_stolen": True, "crime_number": True}),
        ("asb_noise", "music all night, ive asked them to stop", {"self_help_done": True}),
        ("asb_noise", "he threatened me over the noise", {"asb_serious": True}),
        ("no_heating", "no heating and i have a newborn", {"vulnerable_at_home": True}),
        ("boiler_no_heat_hot_water", "boilers off, run out of credit", {"gas_credit_out": True}),
        # What a passed-on table asks is heard as well.
        ("light_not_working", "all the lights trip every time, keeps tripping",
         {"other_lights_off": True, "tried_trip_switch": True}),
        ("boiler_no_heat_hot_water", "gas ran out so boilers off", {"gas_credit_out": True}),
        ("boiler_no_heat_hot_water", "boiler F28, 20 quid on the gas", {"gas_credit_out": False}),
        ("no_hot_water", "no hot water and im on dialysis", {"vulnerable_at_home": True}),
        ("toilet_blocked", "toilet blocked and we only have the one", {"other_toilet": False}),
        ("toilet_not_flushing", "wont flush but a bucket of water does it", {"bucket_flush": True}),
        ("pipe_leak_contained", "leaking under sink nowhere near a socket",
         {"near_electrics": False}),
        ("pipe_leak_contained", "leak by the consumer unit", {"near_electrics": True}),
        ("tap_dripping", "tap wont shut, running full", {"can_turn_off": False}),
        ("stopcock", "stopcock is seized and water everywhere",
         {"water_now": "running", "stopcock_tried": True}),
        ("stopcock", "stopcock wont turn off fully", {"stopcock_tried": True}),
        ("stopcock", "where is my stop tap", {"stopcock_tried": False}),
        ("shower_tray", "shower tray leaking into the kitchen", {"shower_state": "leaks"}),
        # Beside what merely does not work, danger is not lost: it is heard, or it is asked for.
        ("socket_fault", "socket stopped working and it smells of burning",
         {"electrics_dangerous": True}),
        ("socket_fault", "socket not working and sparking", {}),
        ("socket_fault", "socket not working, no sparks", {"electrics_dangerous": False}),
        ("cooker_switch", "cooker switch is red hot", {"electrics_dangerous": True}),
        ("cooker_switch", "switch on the wall for the cooker stopped working",
         {"electrics_dangerous": False}),
        ("outside_light", "light by my back door not working and its too dark on the steps",
         {"electrics_dangerous": False, "in_shared_area": False, "dark_outside": True}),
        ("garage_fault", "garage broken into last night and it wont lock",
         {"part_could_fall": False, "cause": "someone_else"}),
        ("garage_fault", "garage door slams down, nearly hit me", {"part_could_fall": True}),
        ("garage_fault", "garage roof is leaking",
         {"part_could_fall": False, "garage_open": "locks"}),
        ("driveway", "we laid the drive ourselves", {"put_in_myself": True}),
        ("outhouse", "coal bunker wall is leaning",
         {"part_could_fall": True, "put_in_myself": False}),
        ("loft_insulation", "no insulation in my loft", {"loft_hatch": False}),
        ("loft_insulation", "loft hatch fell in", {"loft_hatch": True}),
        ("gas_letter", "last chance letter about gas, i work nights",
         {"court_date": False, "visit_hard": True}),
        ("gas_letter", "gas safety letter with a hearing on the 12th", {"court_date": True}),
        ("eviction_notice", "i got a section 21", {"court_papers": True}),
        ("eviction_notice", "am i going to lose my home", {}),
        ("rent_arrears", "cant pay am i going to get evicted", {}),
        ("rent_arrears", "court letter came about the rent", {"court_papers": True}),
        ("rent_arrears", "i havent had anything from a court", {"court_papers": False}),
        ("moving_out", "ive given notice where do the keys go", {"notice_given": True}),
        ("moving_out", "what do i do when i move out", {}),
        ("injury_claim", "slipped on your stairs and broke my wrist", {"claim_about": "hurt"}),
        ("injury_claim", "the leak ruined my carpet", {"claim_about": "things"}),
        ("patio_door", "french doors wont lock", {"door_fault": "open"}),
        ("patio_door", "balcony door is stiff but it still locks", {"door_fault": "other"}),
        ("fob_key_order", "can i get a spare key for my carer",
         {"fob_or_key": "key", "for_carer": True}),
        ("bath_panel", "my son kicked the bath panel in", {"cause": "household"}),
        ("no_such_issue", "anything", {}),
    ],
)  # fmt: skip
def test_what_a_first_message_tells_is_heard(
    deal: Deal, issue: str, text: str, heard: dict[str, FactValue]
) -> None:
    assert hear_facts(deal, issue, text) == heard


@given(st.sampled_from(sorted(DEAL.facts)), st.text(max_size=300))
def test_any_text_gives_a_value_of_the_fact_or_none(name: str, text: str) -> None:
    fact = DEAL.facts[name]
    answer = read_answer(fact, text)
    assert answer is None or not fact.values or answer in fact.values


@pytest.mark.parametrize("fact", [f for f in DEAL.facts.values() if f.values], ids=lambda f: f.id)
def test_every_choice_can_be_given_by_its_number_and_its_title(fact: Fact) -> None:
    for place, choice in enumerate(fact.choices, 1):
        assert read_answer(fact, str(place)) == choice.value
        assert read_answer(fact, choice.title) == choice.value
