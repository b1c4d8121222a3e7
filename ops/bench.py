"""`make bench`: starts a whole service, measures it, prints one JSON object on standard output.

Figures of one machine: compare them with the same machine's, with nothing else running. Words on
the command line choose benches by name; all run otherwise.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from ops.benches import BENCHES
from ops.benches.phone import NoAnswer
from ops.building.progress import console, step
from ops.building.system import SetupFailed
from ops.running.service import running_service


def main(names: list[str]) -> int:
    """0 when every bench gave its figures."""
    figures: dict[str, float] = {}
    console.print("Starting a service to measure")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="hearthline-bench-") as folder,
            running_service(Path(folder)) as stack,
        ):
            for name in names or BENCHES:
                with step(f"Measuring {name}"):
                    figures |= asyncio.run(BENCHES[name](stack))
    except (SetupFailed, NoAnswer) as failure:
        console.print(str(failure), style="red", markup=False, soft_wrap=True)
        return 1
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
