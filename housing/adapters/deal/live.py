"""The landlord's Deal while the service runs: read at start, and again when its files change.

A Deal that does not pass the lint never starts the service and never replaces the one in use: the
last good one goes on, and what is wrong with the newer files is kept for whoever asks.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from housing.adapters.deal.diary_files import load_diary_plan
from housing.adapters.deal.files import DEMO_DEAL, BrokenDeal, load_deal
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.whole import lint
from housing.domain.repairs.diary_windows import DiaryPlan
from housing.ports import Clock

LOOK_EVERY_S = 2.0
log = logging.getLogger(__name__)

_Print = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class DealInUse:
    """What the service decides by since `read_at`. `findings` are what is wrong with newer files,
    and empty while the files are what is in use."""

    deal: Deal
    plan: DiaryPlan
    read_at: datetime
    findings: tuple[Finding, ...] = ()

    @property
    def is_current(self) -> bool:
        return not self.findings


class LiveDeal:
    """One process's Deal. Raises BrokenDeal when it is made from a folder that is not sound."""

    def __init__(self, folder: Path | None, clock: Clock, service_url: str = "") -> None:
        self._folder = folder or DEMO_DEAL
        self._service_url = service_url
        self._clock = clock
        self._read = self._changing = self._look_of_files()
        self._in_use = self._sound()

    @property
    def in_use(self) -> DealInUse:
        return self._in_use

    @property
    def deal(self) -> Deal:
        return self._in_use.deal

    @property
    def plan(self) -> DiaryPlan:
        return self._in_use.plan

    def look(self) -> bool:
        """Reads the files again if they have changed and come to rest; True when it did.

        Files that still differ between two looks are being written, and wait for the next look.
        """
        now = self._look_of_files()
        at_rest, self._changing = now == self._changing, now
        if now == self._read or not at_rest:
            return False
        self._read = now
        try:
            self._in_use = self._sound()
        except BrokenDeal as broken:
            self._in_use = replace(self._in_use, findings=broken.findings)
            log.error(
                "the Deal's files are broken, the one read at %s stays in use:\n%s",
                self._in_use.read_at,
                broken,
            )
        else:
            log.info("the Deal was read again: %d issues", len(self.deal.issues))
        return True

    async def follow(self) -> None:
        """Looks for ever; reading a whole Deal does not hold up the loop."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await asyncio.to_thread(self.look)
            except Exception:
                log.exception("the Deal's files could not be looked at")

    def _sound(self) -> DealInUse:
        now = self._clock.now()
        deal, plan = load_deal(self._folder), load_diary_plan(self._folder)
        errors = [one for one in lint(deal, to_london(now).date()) if not one.warning]
        if errors:
            raise BrokenDeal(tuple(errors))
        if self._service_url:
            texts = deal.texts.with_always(service_url=self._service_url)
            deal = replace(deal, texts=texts)
        return DealInUse(deal, plan, now)

    def _look_of_files(self) -> _Print:
        """Name, size and time of change of every file."""
        found: set[tuple[str, int, int]] = set()
        for file in self._folder.rglob("*.yml"):
            try:
                stat = file.stat()
            except OSError:  # it went away in between, and the next look sees it gone
                continue
            found.add((str(file.relative_to(self._folder)), stat.st_size, stat.st_mtime_ns))
        return frozenset(found)
