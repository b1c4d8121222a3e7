"""What each repository is made over: one connection, in its caller's transaction."""

from sqlalchemy.ext.asyncio import AsyncConnection


class Repository:
    """Rows in, dataclasses out; made by the unit of work."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
