"""What could name a person or a home is taken out of a text; what tells of the problem stays."""

import pytest

from housing.domain.people.masking import masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("hi im Sarah my tap drips", "hi im [name] my tap drips"),
        ("I'm Mary O'Neill and my boiler broke", "I'm [name] and my boiler broke"),
        ("my name is joe, no hot water", "my name is [name], no hot water"),
        ("this is Dev Example, door stuck", "this is [name], door stuck"),
        ("Mrs Example next door plays music", "[name] next door plays music"),
        ("ring me on 07700 900123 pls", "ring me on [number] pls"),
        ("+44 7700 900 123", "[number]"),
        ("call 020 7946 0000", "call [number]"),
        ("mail jo.example@mail.example please", "mail [email] please"),
        ("i live at sw1a1aa", "i live at [postcode]"),
        ("M14 5RT mould", "[postcode] mould"),
        ("MI4 5RT and m14 srt", "[postcode] and m14 srt"),
        ("SO1 OAA", "[postcode]"),
        ("dob 12/04/1985", "dob [date of birth]"),
        ("born 3rd of april 85", "born [date of birth]"),
        ("April 3, 1985", "[date of birth]"),
        ("12 Quayside Walk has no light", "[address] has no light"),
        ("at 7b high street, leak", "at [address], leak"),
        ("flat 12b upstairs is loud", "[address] upstairs is loud"),
        ("ref W-7K4Q2X not fixed", "ref [reference] not fixed"),
        ("crime number 22/45871 window", "[crime number] window"),
        ("its sarah at no 14", "its [name] at [address]"),
        ("im sarah from no 14", "im [name] from [address]"),
        ("code is 482913", "code is [number]"),
        ("see https://pics.example/a1 there", "see [link] there"),
        ("my tap\n drips \x00", "my tap drips"),
    ],
)
def test_what_is_personal_is_taken_out(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "im freezing no heating",
        "I'm not happy with the boiler, it shows F28",
        "IM SICK OF THIS MOULD",
        "the tap is dripping since 3 days",
        "it's the same again",
        "2 windows wont shut, 1st floor",
        "pressure on 0.3 keeps dropping",
        "no water in the house since 6am",
        "up the wall it goes",
        "no 1 showed up and a man called this morning",
        "The house beside us called u",
        "its doing that again going on and on boing",
    ],
)
def test_what_tells_of_the_problem_stays(text: str) -> None:
    assert masked(text) == text


def test_a_known_name_is_taken_out_however_it_is_written() -> None:
    text = "mary o'neill here, MARY wants a summary"
    assert masked(text, ["Mary O'Neill"]) == "[name] [name] here, [name] wants a summary"


def test_masking_twice_changes_nothing() -> None:
    once = masked("I'm Mary, flat 3, 07700 900123, M14 5RT")
    assert masked(once) == once
