"""The whole lint: every check over a loaded Deal, findings in the order of files and lines."""

from dataclasses import dataclass
from datetime import date

from housing.domain.deal.deal import Deal
from housing.domain.deal.finding import Finding
from housing.domain.lint.calendar import check_calendar
from housing.domain.lint.confirming import check_confirming
from housing.domain.lint.fairness import check_fairness
from housing.domain.lint.guides import check_guides
from housing.domain.lint.messages import check_messages
from housing.domain.lint.reading import Grade, check_reading
from housing.domain.lint.space import question_counts
from housing.domain.lint.tables import check_tables
from housing.domain.lint.tariff import check_tariff
from housing.domain.lint.texts import check_days, check_quotes, check_texts
from housing.domain.lint.tonight import check_tonight


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Questions per decision over all reachable paths of all issues."""

    mean: float
    most: int


def lint(deal: Deal, today: date, *, grade: Grade | None = None) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in the Deal on a day; references were checked on loading.

    With `grade` also what is hard to read: a fault of the wording, never a reason not to serve.
    """
    found = [
        *check_tables(deal),
        *check_confirming(deal),
        *check_fairness(deal),
        *check_texts(deal),
        *check_days(deal),
        *check_quotes(deal),
        *check_messages(deal),
        *check_guides(deal),
        *check_tonight(deal),
        *check_tariff(deal, today),
        *check_calendar(deal, today),
        *(check_reading(deal, grade) if grade else ()),
    ]
    return tuple(sorted(found))


def question_figures(deal: Deal) -> QuestionFigures:
    """How many questions the Deal asks."""
    counts = [n for issue in deal.issues.values() for n in question_counts(deal, issue)]
    return QuestionFigures(sum(counts) / len(counts), max(counts))
