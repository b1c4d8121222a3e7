"""Every address of the desk with the permission it needs; what is not here does not exist."""

from desk.pages import (
    actions,
    charges,
    conversation,
    emergencies,
    events,
    queue,
    records,
    sign_in,
)
from desk.permissions import Permission, Route, RouteTable

_CASE = "/conversations/{conversation_id}"

ROUTES = RouteTable(
    (
        Route("GET", "/signin", sign_in.show, Permission.PUBLIC),
        Route("POST", "/signin", sign_in.sign_in, Permission.PUBLIC),
        Route("POST", "/signout", sign_in.sign_out, Permission.READ_CASES),
        Route("POST", "/stay", sign_in.stay, Permission.READ_CASES),
        Route("GET", "/", queue.show, Permission.READ_CASES),
        Route("GET", "/events", events.stream, Permission.READ_CASES),
        Route("GET", _CASE, conversation.show, Permission.READ_CASES),
        Route("POST", _CASE + "/claim", actions.claim, Permission.WORK_CASES),
        Route("POST", _CASE + "/step-in", actions.step_in, Permission.WORK_CASES),
        Route("POST", _CASE + "/take-over", actions.take_over, Permission.TAKE_OVER),
        Route("POST", _CASE + "/release", actions.release, Permission.WORK_CASES),
        Route("POST", _CASE + "/reply", actions.reply, Permission.WORK_CASES),
        Route("POST", _CASE + "/note", actions.note, Permission.WORK_CASES),
        Route("POST", _CASE + "/hand-back", actions.hand_back, Permission.WORK_CASES),
        Route("POST", _CASE + "/close", actions.close, Permission.WORK_CASES),
        Route(
            "POST",
            _CASE + "/reports/{report_id}/issue",
            records.change_issue,
            Permission.WORK_CASES,
        ),
        Route(
            "POST",
            _CASE + "/visits/{appointment_id}/complete",
            records.complete_visit,
            Permission.WORK_CASES,
        ),
        Route("POST", "/alerts/{alert_id}/acknowledge", records.acknowledge, Permission.WORK_CASES),
        Route(
            "POST",
            "/emergencies/{work_order_id}/accept",
            emergencies.accept,
            Permission.WORK_CASES,
        ),
        Route("GET", "/charges/{charge_id}", charges.show, Permission.READ_CASES),
        Route("POST", "/charges/{charge_id}", charges.decide, Permission.DECIDE_CHARGES),
    )
)
STATIC_PREFIX = "/static"
