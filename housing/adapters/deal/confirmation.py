"""A fact's question from the other side, from its row in the Deal's files."""

from housing.adapters.deal import schema
from housing.domain.deal.facts import Choice, Confirmation, Question


def confirmation_of(row: schema.FactRow) -> Confirmation | None:
    """With all words by which the fact itself hears one or the other value."""
    one = row.confirm
    if one is None:
        return None
    heard = {choice.value: choice.heard for choice in row.choices}

    def choice(meant: bool, title: str, said: tuple[str, ...]) -> Choice:
        value = one.value if meant else not one.value
        return Choice(meant, title, (*heard.get(value, ()), *row.heard.get(value, ()), *said))

    return Confirmation(
        one.value,
        Question(one.web, one.sms or one.web),
        (
            choice(True, one.confirms, one.confirms_heard),
            choice(False, one.denies, one.denies_heard),
        ),
    )
