"""A throw-away PostgreSQL of the tests' own, and a fresh database in it for each test that asks."""

from collections.abc import Iterator

import pytest

from ops.running.postgres import Cluster, PostgresMissing, temporary_cluster


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server on loopback, ended and removed after the last test."""
    try:
        with temporary_cluster() as cluster:
            yield cluster
    except PostgresMissing as missing:
        pytest.fail(str(missing))


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The DATABASE_URL of an empty database that this test has alone."""
    with postgres_cluster.database() as url:
        yield url
