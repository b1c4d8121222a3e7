"""What only a person can order is told with its price first; a carer's price a person looks at."""

from tests.conversation.talker import Talker


async def test_the_price_comes_before_the_person(tenant: Talker) -> None:
    said = await tenant.says("can i get another fob for my son", "fob_key_order")
    assert "Door entry fob: £14" in said
    assert "a person decides" in said
    assert said.index("£14") < said.index("passing you to a person")


async def test_for_a_carer_no_price_is_named(tenant: Talker) -> None:
    said = await tenant.says("my carer needs a fob", "fob_key_order")
    assert "£" not in said
    assert "passing you to a person" in said
