"""Commands on the Deal: decide an issue, lint the files, print their schema.

A mistake of the caller is one sentence on standard error and exit code 2; findings are exit code 1.
"""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from housing.adapters.clock import SystemClock
from housing.adapters.deal.files import BrokenDeal, load_deal
from housing.adapters.deal.schema import FILES, json_schema
from housing.domain.clock.local_time import to_london
from housing.domain.deal.deal import Deal
from housing.domain.deal.deciding import DealError, decide
from housing.domain.deal.facts import FactKind, FactValue
from housing.domain.deal.what_if import compare_deals, what_would_change
from housing.domain.lint.whole import lint, question_figures

app = typer.Typer(no_args_is_help=True, help="The Deal's files: check them, print their schema.")

DealFolder = Annotated[
    Path | None,
    typer.Option("--deal", envvar="HEARTHLINE_DEAL", help="Folder of a landlord's own Deal."),
]


def triage(
    issue: Annotated[str, typer.Option(help="The issue's id in the catalogue.")],
    facts: Annotated[str, typer.Option(help="Known facts as a JSON object.")] = "{}",
    explain: Annotated[bool, typer.Option(help="Also print how it was decided.")] = False,
    deal: DealFolder = None,
) -> None:
    """Decide an issue from known facts and print the decision as JSON."""
    loaded, now = _load(deal), SystemClock().now()
    known = _parse_facts(loaded, facts)
    try:
        printed = decide(loaded, issue, known, now=now).as_json(explain=explain)
    except DealError as error:
        raise _refused(str(error)) from error
    if explain:
        others = what_would_change(loaded, issue, known, now=now)
        printed["would_change"] = [other.as_json() for other in others]
    typer.echo(json.dumps(printed, indent=2, ensure_ascii=False))


@app.command()
def check(deal: DealFolder = None) -> None:
    """Lint the Deal: every finding with its file, line and reason."""
    from housing.adapters.deal.reading_age import grade  # slow to import, and only needed here

    loaded = _load(deal)
    findings = lint(loaded, to_london(SystemClock().now()).date(), grade=grade)
    for finding in findings:
        typer.echo(str(finding))
    wrong = [finding for finding in findings if not finding.warning]
    asked = question_figures(loaded)
    typer.echo(
        f"{len(loaded.issues)} issues, {len(wrong)} errors, {len(findings) - len(wrong)} warnings; "
        f"questions per decision: mean {asked.mean:.2f}, most {asked.most}"
    )
    if wrong:
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the Deal as it was.")],
    new: Annotated[Path, typer.Argument(help="Folder of the Deal as it would be.")],
) -> None:
    """List every decision that differs between two Deals, and for which facts."""
    found = list(compare_deals(_load(old), _load(new), now=SystemClock().now()))
    for difference in found:
        typer.echo(str(difference))
    typer.echo(f"{len(found)} decisions differ")


@app.command()
def schema(file: Annotated[str, typer.Argument(help="Which file: " + ", ".join(FILES))]) -> None:
    """Print the JSON Schema of one kind of file, for an editor."""
    if file not in FILES:
        raise _refused(f"There is no file called {file!r}: it is one of {', '.join(FILES)}.")
    typer.echo(json.dumps(json_schema(file), indent=2))


def _load(folder: Path | None) -> Deal:
    try:
        return load_deal(folder)
    except BrokenDeal as broken:
        for finding in broken.findings:
            typer.echo(str(finding), err=True)
        raise typer.Exit(1) from broken


def _parse_facts(deal: Deal, text: str) -> dict[str, FactValue]:
    try:
        given: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(f"The facts are not JSON: {error}.") from error
    if not isinstance(given, dict):
        raise _refused('The facts must be a JSON object, such as {"can_turn_off": true}.')
    return {name: _typed(deal, name, value) for name, value in given.items()}


def _typed(deal: Deal, name: str, value: Any) -> FactValue:
    """JSON has no dates: a date fact's ISO text becomes one; the rest is left to be checked."""
    fact = deal.facts.get(name)
    if fact is None or fact.kind is not FactKind.DATE:
        return cast(FactValue, value)
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise _refused(f"Fact {name!r} is a date, such as 2018-06-01, not {value!r}.") from error


def _refused(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(2)
