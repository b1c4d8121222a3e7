"""`python -m housing`: the commands of the landlord's side, each group in its own module."""

import typer

from housing import accounts_cli, data_cli, deal_cli, process, repairs_cli, review_cli

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("triage")(deal_cli.triage)
app.command("migrate")(data_cli.migrate)
app.command("seed")(data_cli.seed)
app.add_typer(accounts_cli.app, name="account")
app.add_typer(deal_cli.app, name="deal")
app.add_typer(repairs_cli.app, name="repairs")
app.add_typer(review_cli.app, name="review")

if __name__ == "__main__":
    process.keep_files_to_ourselves()
    app()
