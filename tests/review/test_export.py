"""Accepted texts become training data: in Rasa's format, each once, never one we measure by."""

import asyncio
from pathlib import Path

import pytest
import yaml
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from housing.__main__ import app
from housing.adapters.sql.engine import open_engine
from housing.adapters.sql.unit_of_work import sql_units
from housing.adapters.training_file import TrainingFile
from housing.domain.casework.review import Label, label_of, labels
from housing.services.desk import review
from ops import ROOT
from tests.desk.scene import MABEL, NOW, people
from tests.review.conftest import DEAL, Inbox, reading

TAP = label_of("tap_dripping")
YES = Label("affirm")
RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    taught = "version: '3.1'\nnlu:\n- intent: affirm\n  examples: |\n    - [aye](yes) please\n"
    (data / "answers.yml").write_text(taught)
    (tmp_path / "dev.tsv").write_text("text\tintent\nmy tap weeps all day\treport_problem\n")
    return data


@pytest.fixture
def file(folder: Path) -> TrainingFile:
    return TrainingFile(folder / "reviewed.yml", folder.parent / "dev.tsv")


def read(folder: Path) -> dict[str, list[str]]:
    content = yaml.safe_load((folder / "reviewed.yml").read_text("utf-8"))
    assert content["version"] == "3.1"
    return {
        Label(block["intent"], block.get("metadata", {}).get("issue")).code: [
            line.removeprefix("- ") for line in block["examples"].splitlines()
        ]
        for block in content["nlu"]
    }


def test_texts_are_written_under_their_labels(file: TrainingFile, folder: Path) -> None:
    assert file.append([(TAP, "tap: wont # stop"), (YES, "go on 'en"), (TAP, "drip 😀 drip")]) == 3
    assert read(folder) == {
        "affirm": ["go on 'en"],
        "report_problem/tap_dripping": ["tap: wont # stop", "drip 😀 drip"],
    }


def test_what_is_there_stays_and_nothing_is_written_twice(file: TrainingFile, folder: Path) -> None:
    file.append([(TAP, "drip drip")])
    before = (folder / "reviewed.yml").read_bytes()
    assert file.append([(TAP, "Drip, drip!"), (YES, "drip drip")]) == 0
    assert (folder / "reviewed.yml").read_bytes() == before
    assert file.append([(YES, "right you are"), (TAP, "it plops")]) == 2
    assert read(folder)["report_problem/tap_dripping"] == ["drip drip", "it plops"]


@pytest.mark.parametrize("text", ["Aye please", "my tap WEEPS all day", " ", "?!"])
def test_what_is_taught_or_measured_or_empty_is_left_out(
    file: TrainingFile, folder: Path, text: str
) -> None:
    assert file.append([(TAP, text)]) == 0
    assert not (folder / "reviewed.yml").exists()


def test_a_mask_is_a_plain_word_and_no_text_becomes_markup(
    file: TrainingFile, folder: Path
) -> None:
    file.append([(TAP, "im [name] my [tap](issue) drips {x}\n- intent: affirm")])
    assert read(folder) == {
        "report_problem/tap_dripping": ["im name my tap(issue) drips x - intent: affirm"]
    }


def test_the_labels_are_those_that_the_model_is_trained_on() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    intents = {label.intent for label in labels(DEAL.issues).values()}
    # A follow-up is a sentence of any message, and never what a message is labelled as.
    assert intents == set(domain["intents"]) - {"nlu_fallback", "follow_up"}
    taught = {
        Label(block["intent"], block.get("metadata", {}).get("issue"))
        for path in (ROOT / "data/nlu").glob("*.yml")
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]
        if "intent" in block and not block["intent"].startswith("follow_up/")
    }
    assert taught <= set(labels(DEAL.issues).values())


def test_from_the_command_line(
    database_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(_reviewed(database_url))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(folder.parent)
    waiting = RUNNER.invoke(app, ["review", "list"])
    assert waiting.stdout == "2\tunsure\treport_problem/tap_dripping\t-\tit goes drop drop drop\n"
    command = ["review", "export", "--to", "data/reviewed.yml", "--dev-set", "dev.tsv"]
    assert "1 of 1 accepted texts are new" in RUNNER.invoke(app, command).stdout
    assert "0 of 1 accepted texts are new" in RUNNER.invoke(app, command).stdout
    assert read(folder) == {"report_problem/tap_no_water": ["it wont come out"]}
    lost = RUNNER.invoke(app, ["review", "export", "--to", "nowhere/reviewed.yml"])
    assert lost.exit_code == 2
    assert "nowhere" in lost.stderr


async def _reviewed(database_url: str) -> None:
    """One text accepted and one that waits."""
    engine: AsyncEngine = open_engine(database_url)
    await people(engine)
    inbox = Inbox(sql_units(engine))
    unsure = reading(issue="tap_dripping", sure=0.35, second=("tap_no_water", 0.3))
    await inbox.tenant_texts("it wont come out", unsure)
    await inbox.tenant_texts("it goes drop drop drop", unsure)
    first = (await inbox.waiting())[0]
    async with inbox.units() as uow:
        label = label_of("tap_no_water")
        await review.accept(
            uow, review_id=first.id, label=label, text=first.text, officer=MABEL, now=NOW
        )
    await engine.dispose()
