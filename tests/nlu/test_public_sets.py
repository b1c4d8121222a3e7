"""`make bench-nlu`: what its figures mean, and that the real components learn and read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ops import bench_nlu

pytestmark = pytest.mark.bot
Run = Callable[..., str]
THINGS = ("tap", "boiler", "window", "door", "fence", "light", "socket", "drain", "roof", "floor")
TAUGHT = {
    "repair": [f"my {thing} is broken please mend it" for thing in THINGS],
    "thanks": [f"thank you so much for the {thing} lovely job" for thing in THINGS],
}
ASKED = [("my shed is broken please mend it", "repair"), ("thank you lovely job", "thanks")]
STRANGE = "xylophone quantum jellybean"


def write_rows(file: Path, rows: list[tuple[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("sentence", "label"), *rows])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Public sets in their own formats, with two easy intents."""
    taught = [(text, intent) for intent, texts in TAUGHT.items() for text in texts]
    for name in ("hint3_curekart", "hint3_sofmattress", "hint3_powerplay11", "banking77"):
        outside = [] if name == "banking77" else [(STRANGE, "NO_NODES_DETECTED")]
        write_rows(tmp_path / f"{name}_train.csv", taught)
        write_rows(tmp_path / f"{name}_test.csv", [*ASKED, *outside])
    clinc = {"train": taught, "test": ASKED, "oos_test": [(STRANGE, "oos")]}
    (tmp_path / "clinc150_full.json").write_text(json.dumps(clinc))
    return tmp_path


def test_every_set_is_learnt_and_read(folder: Path, in_bot_environment: Run) -> None:
    figures = json.loads(in_bot_environment("bot.public_sets", str(folder)))
    assert list(figures) == [
        *("hint3_curekart", "hint3_sofmattress", "hint3_powerplay11"),
        *("banking77", "banking77_10_shot", "clinc150"),
    ]
    for name, found in figures.items():
        assert found["in_scope_accuracy"] == 1
        assert 0 < found["threshold"] < 1
        assert found["published"]
        assert ("out_of_scope_recall" in found) is not name.startswith("banking77")
    assert figures["clinc150"]["out_of_scope_recall"] == 1


def test_a_folder_that_is_not_there_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_nlu.main([]) == 2
    assert bench_nlu.main([str(tmp_path / "none")]) == 2
    assert "DATA=" in capsys.readouterr().err
