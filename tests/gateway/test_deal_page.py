"""The Deal as a page: every statement and every price, as the files have them."""

from tests.gateway.conftest import Gateway


async def test_the_deal_is_there_to_read(gateway: Gateway) -> None:
    async with gateway.session.get(f"{gateway.base}/deal") as response:
        assert response.status == 200
        page = await response.text()
    deal = gateway.services.deal
    for statement in deal.statements.values():
        assert statement.number in page
        assert statement.text.replace("'", "&#39;") in page
    for charge in deal.charges.values():
        assert charge.title in page
    assert "£65" in page
    assert "None" not in page
