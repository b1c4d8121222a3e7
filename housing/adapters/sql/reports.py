"""Reports over SQL."""

from sqlalchemy.ext.asyncio import AsyncConnection


class SqlReports:
    """To be written by its owner."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
