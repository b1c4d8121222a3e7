"""A thing wrong with the Deal, and where it is written. Warnings are shown but refuse nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """File, line (from 1) and the reason in one sentence."""

    file: str
    line: int
    reason: str
    warning: bool = False

    def __str__(self) -> str:
        mark = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}: {mark}{self.reason}"
