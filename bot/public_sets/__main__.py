"""`python -m bot.public_sets FOLDER`: one JSON object with each set's figures.

Run by `make bench-nlu`, in the bot's environment.
"""

import sys
from pathlib import Path

from bot import absent

if __name__ == "__main__":
    absent.leave_out(absent.NEVER_CALLED)
    from bot.public_sets.measure import main

    main(Path(sys.argv[1]))
