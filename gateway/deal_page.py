"""The Deal as a page to read or print: what is offered, what is asked and what it costs, from the
same files that decide. Shows nothing personal.
"""

from aiohttp import web

from gateway.pages import page, templates
from gateway.services import SERVICES
from housing.domain.casework.money import pounds
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal, Statement, StatementKind

Group = tuple[str, list[Statement], list[Statement]]


async def deal_page(request: web.Request) -> web.Response:
    services = request.app[SERVICES]
    deal = services.deal
    today = to_london(services.clock.now()).date()
    priced = [(c, rate) for c in deal.charges.values() if (rate := c.rate_on(today)) is not None]
    return page(
        request,
        "deal.html",
        groups=groups_of(deal),
        standard=[one for one in deal.statements.values() if one.home_standard],
        prices=[(c, rate) for c, rate in priced if c.paid_by == "tenant"],
        paid_to_tenants=[(c, rate) for c, rate in priced if c.paid_by == "landlord"],
    )


def groups_of(deal: Deal) -> list[Group]:
    """The groups in their order, each with its Offers and its Asks."""
    titles = dict.fromkeys(statement.group for statement in deal.statements.values())
    return [
        (title, _of(deal, title, StatementKind.OFFER), _of(deal, title, StatementKind.ASK))
        for title in titles
    ]


def _of(deal: Deal, group: str, kind: StatementKind) -> list[Statement]:
    return [s for s in deal.statements.values() if s.group == group and s.kind is kind]


templates.filters["pounds"] = pounds
