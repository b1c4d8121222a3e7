"""`python -m bot.public_sets FOLDER`: one JSON object with each set's figures.

Run by `make bench-nlu`, in the bot's environment.
"""

import sys
from pathlib import Path

from bot import import_stubs

if __name__ == "__main__":
    import_stubs.leave_out(import_stubs.NEVER_CALLED)
    from bot.public_sets.measure import main

    main(Path(sys.argv[1]))
