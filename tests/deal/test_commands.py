"""`python -m housing`: what a landlord's staff and others read from the command line."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from housing.__main__ import app
from housing.adapters.deal.files import DEMO_DEAL
from housing.adapters.deal.schema import FILES

RUNNER = CliRunner()


def test_triage_prints_the_decision() -> None:
    facts = '{"can_turn_off": true}'
    result = RUNNER.invoke(app, ["triage", "--issue", "tap_dripping", "--facts", facts])
    assert result.exit_code == 0
    decision = json.loads(result.stdout)
    assert decision["route"] == "book"
    assert decision["priority"] == "routine"
    assert decision["responsibility"] == "landlord"
    assert decision["bookable"] is True
    assert decision["target"]["working_days"] == 20
    assert decision["charge"] is None
    assert decision["reasons"]
    assert decision["next_question"] is None
    assert "trace" not in decision


def test_triage_without_facts_asks_and_explains() -> None:
    result = RUNNER.invoke(app, ["triage", "--issue", "tap_dripping", "--explain"])
    decision = json.loads(result.stdout)
    assert decision["next_question"]["fact"] == "can_turn_off"
    assert [choice["title"] for choice in decision["next_question"]["choices"]] == ["Yes", "No"]
    assert decision["trace"]["path"] == ["tap_dripping/usual"]


def test_a_date_is_given_as_iso_text() -> None:
    facts = '{"care_need": false, "tenancy_start": "2017-01-01"}'
    result = RUNNER.invoke(app, ["triage", "--issue", "garden_overgrown", "--facts", facts])
    assert json.loads(result.stdout)["route"] == "staff"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--issue", "tap_drip"], "no issue called 'tap_drip'"),
        (["--issue", "tap_dripping", "--facts", '{"x": 1}'], "no fact called 'x'"),
        (["--issue", "tap_dripping", "--facts", '{"can_turn_off": "?"}'], "cannot be '?'"),
        (["--issue", "tap_dripping", "--facts", '{"tenancy_start": "May"}'], "is a date"),
        (["--issue", "tap_dripping", "--facts", "{"], "not JSON"),
        (["--issue", "tap_dripping", "--facts", "[]"], "must be a JSON object"),
        (["--issue", "tap_dripping", "--facts", '{"can_turn_off": null}'], "cannot be None"),
        (["--issue", "tap_dripping", "--facts", '{"can_turn_off": []}'], "cannot be []"),
    ],
)
def test_a_mistake_is_a_sentence_and_code_2(arguments: list[str], says: str) -> None:
    result = RUNNER.invoke(app, ["triage", *arguments])
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_check_counts_and_passes() -> None:
    result = RUNNER.invoke(app, ["deal", "check"])
    assert result.exit_code == 0
    assert "149 issues, 0 errors" in result.stdout


def test_check_refuses_a_broken_deal_with_file_and_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEMO_DEAL, tmp_path / "deal"))
    tariff = folder / "charges.yml"
    lines = tariff.read_text(encoding="utf-8").splitlines()
    number = lines.index("vat_percent: 20") + 1
    tariff.write_text("\n".join(lines).replace("vat_percent:", "vat:"), encoding="utf-8")
    result = RUNNER.invoke(app, ["deal", "check", "--deal", str(folder)])
    assert result.exit_code == 1
    assert f"charges.yml:{number}: vat is not a word the Deal knows here" in result.stderr


@pytest.mark.parametrize("file", sorted(FILES))
def test_every_file_has_a_schema_for_editors(file: str) -> None:
    schema = json.loads(RUNNER.invoke(app, ["deal", "schema", file]).stdout)
    name = "catalogue/plumbing" if file == "catalogue" else file
    written = yaml.safe_load((DEMO_DEAL / f"{name}.yml").read_text(encoding="utf-8"))
    as_an_editor_sees_it = json.loads(json.dumps(written, default=str))
    jsonschema.validate(as_an_editor_sees_it, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**as_an_editor_sees_it, "Not a Key": 1}, schema)


def test_an_unknown_file_has_no_schema() -> None:
    result = RUNNER.invoke(app, ["deal", "schema", "prices"])
    assert result.exit_code == 2
    assert "landlord" in result.stderr
