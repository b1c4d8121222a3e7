"""The demonstration's town for the lives of its promises."""

from tests.conversation.conftest import tenant as tenant
