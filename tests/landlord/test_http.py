"""The HTTP adapter against a server that is slow, busy, cut off, wrong, or has heard it before."""

from datetime import timedelta
from typing import Any

import pytest

from housing.adapters.landlord_api import LandlordApi
from housing.ports.repairs.landlord import LandlordRefused, LandlordUnavailable
from housing.services.repairs import landlord_answers
from tests.landlord.conftest import Booked
from tests.landlord.recorded import Recorded

HICCUPS = ["slow", "cut", "garbage", 500, 502, 503, (429, {"Retry-After": "1"}), 429]


@pytest.mark.parametrize("failure", HICCUPS)
async def test_one_hiccup_is_tried_again_under_the_same_key(
    booked: Booked, api: LandlordApi, recorded: tuple[Recorded, str], failure: Any
) -> None:
    command = await booked.queued()
    assert command is not None
    server, _ = recorded
    server.failures.append(failure)
    assert await landlord_answers.send(api, command) == f"JOB-{command.command.work_order}"
    assert [key for _, key in server.requests] == [command.key] * 2
    assert len(server.effects) == 1


@pytest.mark.parametrize("failure", HICCUPS)
async def test_a_longer_silence_is_left_to_the_queue(
    booked: Booked, api: LandlordApi, recorded: tuple[Recorded, str], failure: Any
) -> None:
    command = await booked.queued()
    assert command is not None
    recorded[0].failures.extend([failure] * 3)
    with pytest.raises(LandlordUnavailable):
        await landlord_answers.send(api, command)
    assert recorded[0].effects == {}


async def test_how_long_it_wants_to_be_left_alone_is_passed_on(
    booked: Booked, api: LandlordApi, recorded: tuple[Recorded, str]
) -> None:
    command = await booked.queued()
    assert command is not None
    recorded[0].failures.extend([(429, {"Retry-After": "120"})] * 3)
    with pytest.raises(LandlordUnavailable) as unavailable:
        await landlord_answers.send(api, command)
    assert unavailable.value.wait == timedelta(seconds=120)


@pytest.mark.parametrize("says_duplicate", [False, True])
async def test_an_answer_that_was_lost_has_its_effect_once(
    booked: Booked, api: LandlordApi, recorded: tuple[Recorded, str], says_duplicate: bool
) -> None:
    command = await booked.queued()
    assert command is not None
    server, _ = recorded
    server.says_duplicate = says_duplicate
    server.failures.append("done, then cut")
    assert (await landlord_answers.send(api, command)).endswith(command.command.work_order)
    assert list(server.effects) == [command.key]


async def test_a_refusal_is_final_and_says_why(
    booked: Booked, api: LandlordApi, recorded: tuple[Recorded, str]
) -> None:
    raised, requested, *_ = await booked.all_queued()
    await landlord_answers.send(api, raised)
    recorded[0].failures.append("taken")
    with pytest.raises(LandlordRefused) as refused:
        await landlord_answers.send(api, requested)
    assert refused.value.reason == "slot_taken"
    assert len(recorded[0].requests) == 2


async def test_nobody_there_is_unavailable(booked: Booked, api: LandlordApi) -> None:
    command = await booked.queued()
    assert command is not None
    gone = LandlordApi(api._session, "http://127.0.0.1:9", "t", longest_pause_s=0.01)
    with pytest.raises(LandlordUnavailable):
        await landlord_answers.send(gone, command)
