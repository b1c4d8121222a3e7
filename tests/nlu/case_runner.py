"""Runs the cases of a module, in the bot's environment.

`python -m tests.nlu.case_runner MODULE ...`: every case runs, whatever befell those before it, with
the words after the module as its arguments. The last line printed is one JSON object with each
case's traceback, empty where it held.
"""

import asyncio
import importlib
import inspect
import json
import sys
import traceback
from collections.abc import Callable
from typing import Any


def befell(case: Callable[..., Any], arguments: list[str]) -> str:
    """The traceback of a case, or nothing."""
    try:
        done = case(*arguments)
        if inspect.iscoroutine(done):
            asyncio.run(done)
    except BaseException:  # noqa: BLE001 - an action that fails is none of Exception
        return traceback.format_exc()
    return ""


def main(module: str, *arguments: str) -> None:
    cases = importlib.import_module(module).CASES
    print(json.dumps({case.__name__: befell(case, list(arguments)) for case in cases}))


if __name__ == "__main__":
    main(*sys.argv[1:])
