"""Fixtures that every kind of test may ask for."""

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.stack",
    "tests.support.units",
    "tests.support.valkey",
]
