"""Desk over SQL."""

from sqlalchemy.ext.asyncio import AsyncConnection


class SqlDesk:
    """To be written by its owner."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
