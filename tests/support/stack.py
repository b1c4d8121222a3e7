"""The whole real service for tests that talk to it as people do: one for the test session."""

from collections.abc import Iterator

import pytest

from ops.running.service import Stack, running_service

__all__ = ["Stack", "stack"]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole service, answering; ended by its id after the last test."""
    with running_service(tmp_path_factory.mktemp("service")) as running:
        yield running
