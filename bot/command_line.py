"""Rasa's own command, in this process and with its libraries' announcements off.

Of warnings only those that libraries address to their own maintainers are left out.
"""

import os
import sys
import warnings


def rasa(*arguments: str) -> None:
    """As `rasa ARGUMENTS` in a shell."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    sys.argv = ["rasa", *arguments]
    # Imported here, since they read the environment as they load; Sanic first, which turns
    # deprecation warnings on.
    import sanic.app  # noqa: F401

    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from rasa.__main__ import main

    main()
