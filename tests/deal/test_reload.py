"""The Deal while the service runs: good changes are taken up, broken ones never are, files decide.

Each test changes real files in a copy of the demo Deal.
"""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from housing import bootstrap
from housing.adapters.deal.files import DEMO_DEAL, BrokenDeal
from housing.adapters.deal.live import LiveDeal
from housing.domain.deal.deciding import decide
from housing.settings import Settings
from tests.deal.instants import MONDAY_IN_WINTER

LOCK = {"someone_shut_in": False, "keys_stolen": False, "wants_lock_change": True}
TARIFF = "charges.yml"
DEARER = ("amount_pence: 6500", "amount_pence: 7000")


class Clock:
    def now(self) -> datetime:
        return MONDAY_IN_WINTER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO_DEAL, tmp_path / "deal"))


@pytest.fixture
def live(folder: Path) -> LiveDeal:
    return LiveDeal(folder, Clock())


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def looked(live: LiveDeal) -> bool:
    """Two looks: the first sees a change, the second that it has come to rest."""
    return [live.look(), live.look()][1]


def price(live: LiveDeal) -> str:
    quote = decide(live.deal, "lost_keys", LOCK, now=MONDAY_IN_WINTER).charge
    assert quote is not None
    return quote.amount


def test_a_changed_price_is_quoted_once_the_files_are_at_rest(folder: Path, live: LiveDeal) -> None:
    assert not looked(live)
    change(folder, TARIFF, *DEARER)
    assert not live.look(), "still being written, for all we know"
    assert price(live) == "£65"
    assert live.look()
    assert (price(live), live.in_use.is_current) == ("£70", True)
    assert not looked(live)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (TARIFF, "vat_percent:", "vat:", "charges.yml:4: vat is not a word the Deal knows here"),
        ("catalogue/plumbing.yml", "statement: water", "statement: waters", "no statement called"),
        ("catalogue/plumbing.yml", "area: plumbing", "area: [plumbing", "catalogue/plumbing.yml:"),
        ("messages.yml", "thanks:", "thank_you:", "there is no text called 'thanks'"),
        ("diary.yml", "days_ahead: 60", "days_ahead: 0", "diary.yml:5: days_ahead"),
        # Loads, but is not lawful: section 11 put on the tenant.
        (
            "catalogue/plumbing.yml",
            "responsibility: landlord\n    priority: routine\n    route: book",
            "responsibility: tenant\n    priority: routine\n    route: book",
            "which section 12 forbids",
        ),
    ],
)  # fmt: skip
def test_a_broken_deal_never_starts_and_never_replaces_the_last_good_one(
    folder: Path, live: LiveDeal, caplog: pytest.LogCaptureFixture,
    file: str, old: str, new: str, says: str,
) -> None:  # fmt: skip
    change(folder, TARIFF, *DEARER)
    change(folder, file, old, new)
    assert looked(live)
    assert price(live) == "£65"
    assert any(says in str(finding) for finding in live.in_use.findings), live.in_use.findings
    assert says in caplog.text
    with pytest.raises(BrokenDeal, match=r"\.yml:\d+: "):
        LiveDeal(folder, Clock())
    with pytest.raises(SystemExit, match=r"The Deal cannot be used:\n"):
        bootstrap.build(Settings(hearthline_home=folder.parent, hearthline_deal=folder))

    change(folder, file, new, old)
    assert looked(live)
    assert (price(live), live.in_use.findings) == ("£70", ())


def test_files_that_go_away_and_come_back(folder: Path, live: LiveDeal) -> None:
    folder.rename(folder.with_name("elsewhere"))
    assert looked(live)
    assert "the file is missing" in str(live.in_use.findings[0])
    assert price(live) == "£65"
    folder.with_name("elsewhere").rename(folder)
    assert looked(live)
    assert live.in_use.is_current


def test_a_new_file_is_read_and_a_warning_refuses_nothing(folder: Path, live: LiveDeal) -> None:
    shutil.copy(folder / "catalogue/rent.yml", folder / "catalogue/more.yml")
    assert looked(live)
    assert "already written" in str(live.in_use.findings[0])
    (folder / "catalogue/more.yml").unlink()
    change(
        folder,
        "hazards.yml",
        "title: Falls, phase: 2",
        "title: Falls, phase: 2, significant_by_policy: true",
    )
    assert looked(live)
    assert live.in_use.is_current
    assert live.deal.hazards["falls"].significant_by_policy
