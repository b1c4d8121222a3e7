"""`make setup`: the bot's environment, the encoder and the model, for a machine of production."""

import sys

from housing.settings import load_settings
from ops import ROOT
from ops.prepare import prepare_bot
from ops.progress import console
from ops.stack import own_environment
from ops.system import SetupFailed


def main() -> int:
    home = load_settings().hearthline_home
    environment = {**own_environment(), "HEARTHLINE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    try:
        model = prepare_bot(home, environment)
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    print(f"BOT_MODEL={model}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
