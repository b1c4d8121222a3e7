"""The whole lint: every check over a loaded Deal, findings in the order of files and lines."""

from housing.domain.deal import Deal
from housing.domain.finding import Finding


def lint(deal: Deal) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in the Deal."""
    return ()
