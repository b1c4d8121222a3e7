"""What to do until somebody comes is told with whatever brings them."""

import pytest

from tests.conversation.talker import Talker


@pytest.mark.parametrize(
    ("words", "issue", "told"),
    [
        ("i think the garage roof is asbestos, its not damaged", "asbestos_worry", "Do not touch"),
        ("no insulation in my loft", "loft_insulation", "do not go up there"),
        ("my stopcock is seized, its not leaking", "stopcock", "never force it"),
    ],
)
async def test_what_to_do_till_then_is_told(
    tenant: Talker, words: str, issue: str, told: str
) -> None:
    said = await tenant.says(words, issue)
    if "Reply 1" in said and told not in said:
        said = await tenant.says("no")
    assert told in said
