"""`make eval`: how well the model of the files as they are understands the development set.

Makes the model first when it is missing. Words on the command line go to `bot.evaluation`.
"""

import subprocess
import sys

from housing.settings import load_settings
from ops import ROOT
from ops.building.environments import BOT
from ops.building.prepare import prepare_bot
from ops.building.progress import console, tail
from ops.building.system import SetupFailed
from ops.running.stack import base_environment, own_environment

REFUSED = 3


def main(arguments: list[str]) -> int:
    settings = load_settings()
    environment = base_environment(own_environment(), settings)
    try:
        model = prepare_bot(settings.hearthline_home, environment)
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    environment["RASA_TELEMETRY_ENABLED"] = "false"
    command = [str(BOT.interpreter), "-m", "bot.evaluation", str(model), *arguments]
    log = settings.hearthline_home / "logs" / "eval.log"
    # What the libraries below Rasa have to say while they load is not for the reader of figures.
    with log.open("w") as noise:
        done = subprocess.run(command, check=False, cwd=ROOT, env=environment, stderr=noise)
    if done.returncode == REFUSED:
        console.print("Not accepted: the model is worse than the accepted one.", style="red")
    elif done.returncode != 0:
        console.print(tail(log), markup=False, soft_wrap=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
