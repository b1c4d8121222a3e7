"""Every sentence of the service: used, known, in plain GSM-7 and within two segments."""

import re
import string

import pytest

from housing.adapters.deal_files import DEMO_DEAL, load_deal
from housing.adapters.yaml_files import read_yaml
from housing.domain.sms_text import MAX_SEGMENTS, outside_gsm7, segments
from tests.architecture.sources import python_files

TEXTS = load_deal().texts
SENTENCES: dict[str, str] = read_yaml(DEMO_DEAL / "messages.yml", "messages.yml").data
# What a blank may hold at its longest, by its name; any other blank is a short word.
LONGEST = {
    "promise": "We are closed now. We open on Wednesday 30 September at 8:30am and someone will "
    "reply by 10:30am.",
    "day": "Wednesday 30 September",
    "slot": "Wed 30 Sep, 9:30am-2:30pm",
    "reference": "W-7K4Q2X",
    "acknowledge": "Wednesday 30 September",
    "respond": "Wednesday 30 September",
    "hours": "Monday to Friday 8am to 6pm, Saturday 9am to noon",
    "text": "x" * 200,
    "waiver": "x" * 60,
    "why": "x" * 70,
    "includes": "x" * 60,
    "titles": "x" * 90,
}
# The key is made of a state's name: f"charge_{state}", or of a statement's kind.
NAMED_BY_STATE = {"charge_confirmed", "charge_waived", "charge_withdrawn", "offer", "ask"}
CODE = "\n".join(file.read_text() for file in python_files("housing", "gateway", "desk", "actions"))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_fits_an_sms(key: str) -> None:
    values = {name: LONGEST.get(name, "Fifteen letters") for name in blanks(SENTENCES[key])}
    text = TEXTS.line(key, **{k: v for k, v in values.items() if k not in TEXTS.always})
    assert outside_gsm7(text) == ()
    assert segments(text) <= MAX_SEGMENTS


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_used(key: str) -> None:
    assert key in NAMED_BY_STATE or f'"{key}"' in CODE, f"nothing says {key}"


def test_every_sentence_that_is_said_exists() -> None:
    said = set(re.findall(r'\.(?:line|say)\(\s*"(\w+)"', CODE))
    assert said - set(SENTENCES) == set()


@pytest.mark.parametrize("key", ["check_back", "feedback_ask"])
def test_an_unprompted_text_names_nothing_sensitive(key: str) -> None:
    """Others may read the screen: no ASB, abuse or health in what nobody just asked for."""
    said = f"{SENTENCES[key]} {SENTENCES.get(f'{key}_why', '')}".lower()
    for word in ("noise", "neighbour", "asb", "abuse", "health", "threat", "violence", "mould"):
        assert word not in said
