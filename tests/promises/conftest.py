"""The demonstration's town for the lives of its promises."""

from tests.conversation.conftest import postgres_with_tables as postgres_with_tables
from tests.conversation.conftest import sqlite_with_tables as sqlite_with_tables
from tests.conversation.conftest import tenant as tenant
