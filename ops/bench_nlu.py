"""`make bench-nlu DATA=folder`: the understanding on public sets, beside published figures.

They are trained afresh on each set's training part, in the bot's environment, and scored on its
test part. One JSON object on standard output. The product itself never needs those sets.
"""

import subprocess
import sys
from pathlib import Path

from housing.settings import load_settings
from ops import ROOT
from ops.building.environments import BOT
from ops.building.prepare import prepare_encoder
from ops.building.progress import console
from ops.building.system import SetupFailed
from ops.running.stack import base_environment, own_environment

NEEDED = (
    "Name the folder with the public sets: make bench-nlu DATA=../shared/benchmarks. It holds "
    "hint3_{curekart,sofmattress,powerplay11}_{train,test}.csv (github.com/hellohaptik/HINT3), "
    "banking77_{train,test}.csv (PolyAI-LDN/task-specific-datasets) and clinc150_full.json "
    "(clinc/oos-eval, data_full.json)."
)


def main(arguments: list[str]) -> int:
    """0 when every set was scored."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        console.print(NEEDED, markup=False, soft_wrap=True)
        return 2
    settings = load_settings()
    environment = base_environment(own_environment(), settings)
    try:
        prepare_encoder(settings.hearthline_home, environment)
    except SetupFailed as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    command = [str(BOT.interpreter), "-m", "bot.public_sets", str(Path(arguments[0]).resolve())]
    quiet = {"PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.run(command, check=False, cwd=ROOT, env=environment | quiet).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
