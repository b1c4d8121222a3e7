"""Every address of the desk with the permission it needs and whose data it shows; what is not here
does not exist."""

from desk import rendering
from desk.day import calendar, jobs, photos, taking, tapping
from desk.day import rendering as day_rendering
from desk.day import sign_in as day_sign_in
from desk.pages import emergencies, queue, repairs, search, sign_in, visits
from desk.pages.casework import charges, complaints, hazards, promises
from desk.pages.conversations import (
    actions,
    by_hand,
    conversation,
    events,
    explaining,
    linking,
    records,
)
from desk.pages.managers import audit, deal_state, review
from desk.security.permissions import NOTHING, Permission, Route, RouteTable

_CASE = "/conversations/{conversation_id}"
_JOB = "/day/jobs/{appointment_id}"
_WAITING = "/day/near/{work_order_id}"
_OF_CASE, _OF_JOB = "conversation:{conversation_id}", "job:{appointment_id}"
_EMERGENCY = "/day/emergencies/{work_order_id}"

ROUTES = RouteTable(
    (
        Route("GET", "/signin", sign_in.show, Permission.PUBLIC, NOTHING),
        Route("POST", "/signin", sign_in.sign_in, Permission.PUBLIC, NOTHING),
        Route("POST", "/signout", sign_in.sign_out, Permission.READ_CASES, NOTHING),
        Route("POST", "/stay", sign_in.stay, Permission.READ_CASES, NOTHING),
        Route("GET", "/", queue.show, Permission.READ_CASES, "queue"),
        Route("GET", "/events", events.stream, Permission.READ_CASES, NOTHING),
        Route("GET", _CASE, conversation.show, Permission.READ_CASES, _OF_CASE),
        Route("POST", _CASE + "/claim", actions.claim, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/step-in", actions.step_in, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/take-over", actions.take_over, Permission.TAKE_OVER, _OF_CASE),
        Route("POST", _CASE + "/release", actions.release, Permission.WORK_CASES, _OF_CASE),
        Route("GET", _CASE + "/tenant", linking.show, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/tenant", linking.link, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/tenant/find", linking.find, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/tenant/unlink", linking.unlink, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/reply", actions.reply, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/note", actions.note, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/hand-back", actions.hand_back, Permission.WORK_CASES, _OF_CASE),
        Route("POST", _CASE + "/close", actions.close, Permission.WORK_CASES, _OF_CASE),
        Route(
            "POST",
            _CASE + "/reports/{report_id}/issue",
            records.change_issue,
            Permission.WORK_CASES,
            _OF_CASE,
        ),
        Route(
            "POST",
            _CASE + "/reports/{report_id}/address",
            by_hand.enter_address,
            Permission.WORK_CASES,
            _OF_CASE,
        ),
        Route("POST", _CASE + "/raise", by_hand.raise_priority, Permission.WORK_CASES, _OF_CASE),
        Route(
            "POST",
            _CASE + "/visits/{appointment_id}/reopen",
            records.reopen_visit,
            Permission.WORK_CASES,
            _OF_CASE,
        ),
        Route(
            "POST",
            _CASE + "/visits/{appointment_id}/complete",
            records.complete_visit,
            Permission.WORK_CASES,
            _OF_CASE,
        ),
        Route(
            "POST",
            "/alerts/{alert_id}/acknowledge",
            records.acknowledge,
            Permission.WORK_CASES,
            NOTHING,
        ),
        Route(
            "POST",
            "/emergencies/{work_order_id}/accept",
            emergencies.accept,
            Permission.WORK_CASES,
            NOTHING,
        ),
        Route(
            "GET",
            _CASE + "/reports/{report_id}/decision",
            explaining.show_report,
            Permission.READ_CASES,
            "decision:{report_id}",
        ),
        Route("GET", "/deal/try", explaining.try_out, Permission.READ_CASES, NOTHING),
        Route("GET", "/deal", deal_state.show, Permission.MANAGE_DEAL, NOTHING),
        Route("GET", "/review", review.show, Permission.REVIEW_UNDERSTANDING, "review"),
        Route(
            "POST", "/review/{review_id}", review.decide, Permission.REVIEW_UNDERSTANDING, "review"
        ),
        Route("GET", "/audit", audit.show, Permission.READ_AUDIT, "audit"),
        Route("GET", "/search", search.show, Permission.READ_CASES, NOTHING),
        Route("POST", "/search", search.find, Permission.READ_CASES, "search"),
        Route(
            "GET",
            "/complaints/{complaint_id}",
            complaints.show,
            Permission.READ_CASES,
            "complaint:{complaint_id}",
        ),
        Route(
            "POST",
            "/complaints/{complaint_id}",
            complaints.take_step,
            Permission.WORK_CASES,
            "complaint:{complaint_id}",
        ),
        Route(
            "GET", "/hazards/{hazard_id}", hazards.show, Permission.READ_CASES, "hazard:{hazard_id}"
        ),
        Route(
            "POST",
            "/hazards/{hazard_id}",
            hazards.record_step,
            Permission.WORK_CASES,
            "hazard:{hazard_id}",
        ),
        Route("GET", "/repairs", repairs.show, Permission.READ_CASES, "repairs"),
        Route(
            "POST",
            "/repairs/owed/{owed_id}",
            repairs.decide_owed,
            Permission.DECIDE_CHARGES,
            "repairs",
        ),
        Route("POST", "/repairs/off", repairs.take_off, Permission.PLAN_DIARY, "repairs"),
        Route("GET", "/promises", promises.show, Permission.READ_CASES, "promises"),
        Route(
            "POST",
            "/promises/asb/{case_id}/close",
            promises.close_asb_case,
            Permission.WORK_CASES,
            "promises",
        ),
        Route(
            "POST",
            "/promises/jobs/{job_id}/try",
            promises.try_job,
            Permission.MANAGE_DEAL,
            "promises",
        ),
        Route(
            "POST",
            "/promises/jobs/{job_id}/drop",
            promises.drop_job,
            Permission.MANAGE_DEAL,
            "promises",
        ),
        Route(
            "GET", "/charges/{charge_id}", charges.show, Permission.READ_CASES, "charge:{charge_id}"
        ),
        Route(
            "POST",
            "/charges/{charge_id}",
            charges.decide,
            Permission.DECIDE_CHARGES,
            "charge:{charge_id}",
        ),
        Route("POST", _CASE + "/site-alerts", visits.add_alert, Permission.WORK_CASES, _OF_CASE),
        Route(
            "POST",
            _CASE + "/site-alerts/{kind}/{code}/end",
            visits.end_alert,
            Permission.WORK_CASES,
            _OF_CASE,
        ),
        Route("GET", "/photos/{photo_id}", visits.photo, Permission.READ_CASES, "photo:{photo_id}"),
        Route("GET", "/day/signin", day_sign_in.show, Permission.PUBLIC, NOTHING),
        Route("POST", "/day/signin", day_sign_in.sign_in, Permission.PUBLIC, NOTHING),
        Route("POST", "/day/signout", day_sign_in.sign_out, Permission.OWN_VISITS, NOTHING),
        Route("GET", "/day", jobs.show_day, Permission.OWN_VISITS, "day"),
        Route("GET", _JOB, jobs.show_job, Permission.OWN_VISITS, _OF_JOB),
        Route("POST", _JOB + "/photo", photos.add, Permission.OWN_VISITS, _OF_JOB),
        Route("POST", _JOB + "/{kind}", tapping.tap, Permission.OWN_VISITS, _OF_JOB),
        Route(
            "GET", "/day/photos/{photo_id}", photos.show, Permission.OWN_VISITS, "photo:{photo_id}"
        ),
        Route("POST", "/day/calendar", calendar.show_link, Permission.OWN_VISITS, "calendar"),
        Route("GET", "/day/near", taking.show_near, Permission.OWN_VISITS, "near"),
        Route("POST", _WAITING, taking.take, Permission.OWN_VISITS, "near"),
        Route("POST", _EMERGENCY + "/accept", taking.accept, Permission.OWN_VISITS, NOTHING),
        Route("POST", _EMERGENCY + "/decline", taking.decline, Permission.OWN_VISITS, NOTHING),
    )
)
STATIC_PREFIX = "/static"
# The folders that everybody may read, by their address.
FILES = {STATIC_PREFIX: rendering.STATIC, day_rendering.STATIC_PREFIX: day_rendering.STATIC}
