"""A Rasa as `rasa init` sets it up, taught the same data and rules, to measure the bot against.

Trained once for each state of the data, into HEARTHLINE_HOME/models/stock; that takes minutes.
"""

from collections.abc import Mapping
from pathlib import Path

from bot.fingerprint import fingerprint
from ops import ROOT
from ops.building.environments import BOT
from ops.building.progress import run_step
from ops.building.system import SetupFailed

CONFIG = "ops/benches/stock/config.yml"


def stock_model(home: Path, environment: Mapping[str, str]) -> Path:
    """The stock model of the data as it is; trains it when there is none. Raises SetupFailed."""
    folder = home / "models" / "stock"
    model = folder / f"{fingerprint(ROOT, (CONFIG, 'domain.yml'), ('data',))}.tar.gz"
    if model.exists():
        return model
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.tar.gz"):
        old.unlink()
    unfinished = model.with_name(f".{model.name}")
    command = [
        *(str(BOT.interpreter), "-m", "rasa", "train", "--force", "--skip-validation"),
        *("--config", CONFIG, "--domain", "domain.yml", "--data", "data"),
        *("--out", str(folder), "--fixed-model-name", unfinished.name),
    ]
    title = "Training a stock Rasa to compare with (some minutes, once for this data)"
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0"}
    run_step(title, [command], home / "logs" / "train-stock.log", {**environment, **quiet})
    if not unfinished.exists():
        raise SetupFailed("Training the stock Rasa wrote no model.")
    return unfinished.replace(model)
