"""`make setup`: the bot's environment, the encoder and the model, for a machine of production."""

import sys

from housing.settings import load_settings
from ops.building.prepare import prepare_bot
from ops.building.progress import console
from ops.building.system import SetupFailed
from ops.running.stack import base_environment, own_environment


def main() -> int:
    settings = load_settings()
    environment = base_environment(own_environment(), settings)
    try:
        model = prepare_bot(settings.hearthline_home, environment)
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    print(f"BOT_MODEL={model}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
