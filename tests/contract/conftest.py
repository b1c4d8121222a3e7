"""The gateway's fixtures, for what it promises to the outside."""

from tests.gateway.conftest import gateway, rasa, services, settings

__all__ = ["gateway", "rasa", "services", "settings"]
