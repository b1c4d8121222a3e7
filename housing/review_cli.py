"""`python -m housing review`: the texts people reviewed, as a list and as training data."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from housing import bootstrap
from housing.adapters.training_file import TrainingFile
from housing.domain.casework.review import Review, ReviewState
from housing.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="What the bot misread, as people corrected it.")

TRAINING_FILE = Path("data/nlu/reviewed.yml")
DEV_SET = Path("tests/nlu/dev.tsv")


@app.command("list")
def list_reviews(
    state: Annotated[ReviewState, typer.Option(help="Which ones.")] = ReviewState.TO_REVIEW,
) -> None:
    """Print the texts, masked, with what they were read as and what people say they mean."""
    reviews = asyncio.run(_in_state(state))
    for review in reviews:
        label = review.label.code if review.label else "-"
        typer.echo(f"{review.id}\t{review.source}\t{review.read.code}\t{label}\t{review.text}")
    typer.echo(f"{len(reviews)} {state.value.replace('_', ' ')}", err=True)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="The training file to grow.")] = TRAINING_FILE,
    dev_set: Annotated[Path, typer.Option(help="Texts that are never taught.")] = DEV_SET,
) -> None:
    """Append the accepted texts to the training data; what is there already is left out."""
    if not to.parent.is_dir():
        typer.echo(f"There is no folder {to.parent}: run this in the project.", err=True)
        raise typer.Exit(2)
    accepted = asyncio.run(_in_state(ReviewState.ACCEPTED))
    pairs = [(review.label, review.text) for review in accepted if review.label]
    added = TrainingFile(to, dev_set).append(pairs)
    typer.echo(f"{added} of {len(accepted)} accepted texts are new in {to}")


async def _in_state(state: ReviewState) -> tuple[Review, ...]:
    async with bootstrap.opened(load_settings()) as parts, parts.reads() as uow:
        return await uow.reviews.in_state(state)
