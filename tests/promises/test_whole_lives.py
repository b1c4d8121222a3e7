"""Any order of events in the lives of tenants, operatives and officers: whatever is open always has
somebody, and a date."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from housing.adapters.sql.tables import desk, repairs, reports
from housing.domain.casework.charge_decision import ChargeRefused
from housing.domain.casework.complaint_stages import ComplaintRefused, ComplaintStep
from housing.domain.casework.hazard_steps import HazardRefused, HazardStep
from housing.domain.clock.local_time import to_london
from housing.domain.messaging.handoff import HandoffRefused
from housing.domain.repairs.appointments import AppointmentRefused, FollowOn
from housing.domain.repairs.on_call import AlreadyAccepted, CallOutOver
from housing.domain.repairs.owed import OwedDecided
from housing.services.casework import charge_decisions, complaints, hazard_reports, owed
from housing.services.desk import replies as desk_replies
from housing.services.repairs import diary, on_call
from tests.conversation.talker import DEAL, MARNIES_DETAILS
from tests.promises.life import IDRIS, TENANTS, WREN, Life

WHO = st.integers(0, len(TENANTS) - 1)
PICK = st.integers(0, 7)
REPORTS = (
    ("my kitchen tap drips", "tap_dripping"),
    ("a pipe has burst", "pipe_burst"),
    ("black mould in the bedroom", "damp_mould"),
    ("next door plays loud music", "asb_noise"),
    ("I lost my keys", "lost_keys"),
)
# What these tenants would say, up to a choice of times or a price.
LIKELY = {
    "tap_dripping": ("yes", "yes"),
    "pipe_burst": ("yes",),
    "damp_mould": ("no", "no", "no"),
    "asb_noise": ("no", "no", "yes"),
    "lost_keys": ("no", "yes"),
}
WORDS = ("1", "2", "yes", "no", "dispute", "drop it", MARNIES_DETAILS, "9 Tidewater Street HL1 1AD")
REFUSED = (
    AlreadyAccepted,
    AppointmentRefused,
    CallOutOver,
    ChargeRefused,
    ComplaintRefused,
    HandoffRefused,
    HazardRefused,
    LookupError,
    OwedDecided,
)
HOURS = timedelta(hours=1)


class WholeLives(RuleBasedStateMachine):
    """Three tenants of the town, its operatives and two of staff."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    def teardown(self) -> None:
        self.life.close()

    @rule(who=WHO, report=st.sampled_from(REPORTS))
    def a_tenant_reports(self, who: int, report: tuple[str, str]) -> None:
        self.life.run(self.life.says(who, *report))

    @rule(who=WHO, report=st.sampled_from(REPORTS), then=st.sampled_from(WORDS))
    def a_tenant_reports_and_answers_as_asked(
        self, who: int, report: tuple[str, str], then: str
    ) -> None:
        """As far as a choice of times or a price, and one answer more."""
        life = self.life
        life.run(life.is_handed_back(who))
        life.tenants[who].texts.clear()
        life.run(life.says(who, "begin again", intent="start_over"))
        life.run(life.says(who, *report))
        life.run(life.answers_until(who, "Reply:\n1", *LIKELY[report[1]]))
        life.run(life.says(who, then))

    @rule(who=WHO, words=st.sampled_from(WORDS))
    def a_tenant_answers(self, who: int, words: str) -> None:
        self.life.run(self.life.says(who, words))

    @rule(who=WHO, intent=st.sampled_from(["speak_to_person", "complaint", "cancel"]))
    def a_tenant_wants(self, who: int, intent: str) -> None:
        self.life.run(self.life.says(who, "this is not good enough", intent=intent))

    @rule(
        place=PICK,
        what=st.sampled_from(
            ["despatch", "arrive", "complete", "no_access", "miss", "follow_on", "cancel"]
        ),
    )
    def something_becomes_of_a_visit(self, place: int, what: str) -> None:
        a = repairs.appointment.c
        live = ("scheduled", "despatched", "arrived")
        found = self._one(select(a.id).where(a.state.in_(live)), place)
        if found is not None:
            more: dict[str, Any] = (
                {"minutes": 60, "what": FollowOn.PART} if what == "follow_on" else {}
            )
            actor = "officer:901"
            self._try(getattr(diary, what), appointment_id=found, actor=actor, **more)

    @rule(place=PICK, agreed=st.booleans())
    def an_operative_on_call_answers(self, place: int, agreed: bool) -> None:
        c = repairs.call_out.c
        found = self._one(select(c.id).where(c.state.in_(("alerted", "passed"))), place)
        if found is None:
            return
        row = self._rows(select(c.work_order_id, c.operative_id).where(c.id == found))[0]
        who = {"work_order_id": row.work_order_id, "operative_id": row.operative_id}
        if agreed:
            self._try(on_call.accept, DEAL, **who)
        else:
            self._try(on_call.decline, **who)

    @rule(place=PICK, what=st.sampled_from(["claim", "reply", "release", "hand_back", "close"]))
    def an_officer_works(self, place: int, what: str) -> None:
        h = desk.handoff.c
        handoff = self._one(select(h.id).where(h.state.in_(("waiting", "claimed"))), place)
        if handoff is None:
            return
        more: dict[str, Any] = {"close": {"outcome": "answered"}}.get(what, {})
        if what == "reply":
            more = {"text": "I will look into it.", "seen_seq": 10_000}
        given = {"handoff_id": handoff, "officer": WREN, "texts": DEAL.texts, **more}
        self._try(getattr(desk_replies, what), **given)

    @rule(place=PICK, decision=st.sampled_from(["confirm", "waive", "withdraw"]))
    def a_manager_decides_a_charge(self, place: int, decision: str) -> None:
        found = self._one(select(reports.charge.c.id), place)
        if found is not None:
            self._try(
                charge_decisions.decide,
                charge_id=found,
                decision=decision,
                why="The tenant was burgled",
                what="a lock change",
                officer=WREN,
                deal=DEAL,
            )

    @rule(place=PICK, step=st.sampled_from(list(ComplaintStep)))
    def an_officer_sees_to_a_complaint(self, place: int, step: ComplaintStep) -> None:
        found = self._one(select(reports.complaint.c.id), place)
        if found is not None:
            given = {"complaint_id": found, "step": step, "text": "Sorry.", "officer": IDRIS}
            self._try(complaints.take_step, DEAL, **given)

    @rule(place=PICK, step=st.sampled_from(list(HazardStep)))
    def an_officer_sees_to_a_hazard(self, place: int, step: HazardStep) -> None:
        found = self._one(select(reports.hazard_report.c.id), place)
        if found is not None:
            today = to_london(self.life.now).date()
            given = {"hazard_id": found, "step": step, "on_day": today, "text": "Seen."}
            self._try(hazard_reports.record_step, DEAL, officer=IDRIS, **given)

    @rule(place=PICK, confirmed=st.booleans())
    def an_officer_decides_what_is_owed(self, place: int, confirmed: bool) -> None:
        found = self._one(select(repairs.owed.c.id), place)
        if found is not None:
            self._try(owed.decide, owed_id=found, confirmed=confirmed, officer=WREN)

    @rule(length=st.sampled_from([HOURS / 12, HOURS / 2, 5 * HOURS, 26 * HOURS, 80 * HOURS]))
    def time_passes(self, length: timedelta) -> None:
        self.life.run(self.life.passes(length))

    @invariant()
    def every_promise_has_a_holder_and_a_date(self) -> None:
        assert self.life.run(self.life.wrong()) == []

    def _rows(self, query: Any) -> Any:
        async def read() -> Any:
            async with self.life.engine.connect() as connection:
                return (await connection.execute(query)).all()

        return self.life.run(read())

    def _one(self, query: Any, place: int) -> int | None:
        found = [row[0] for row in self._rows(query)]
        return found[place % len(found)] if found else None

    def _try(self, service: Any, *given: Any, **named: Any) -> None:
        async def act() -> None:
            async with self.life.units() as uow:
                await service(uow, *given, **named, now=self.life.now)

        try:
            self.life.run(act())
        except REFUSED:
            return


WholeLives.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestWholeLives = WholeLives.TestCase
