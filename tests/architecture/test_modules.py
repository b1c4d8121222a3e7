"""Every module imports on its own, whatever was imported before it: no cycle hides in an order."""

import subprocess
import sys

import pytest

from tests.architecture.sources import PACKAGES, ROOT, module_name, python_files

# Libraries are loaded once; then each module is imported in a process that has none of ours.
PROGRAM = """
import importlib, os, sys, traceback
for library in sys.argv[1].split(","):
    importlib.import_module(library)
failed = False
for module in sys.argv[2].split(","):
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(module)
        except BaseException:
            print(f"--- {module}", traceback.format_exc(), sep="\\n", flush=True)
            os._exit(1)
        os._exit(0)
    failed |= os.waitpid(child, 0)[1] != 0
sys.exit(failed)
"""
LIBRARIES = (
    "aiohttp.web",
    "alembic.command",
    "argon2",
    "honcho.manager",
    "jinja2",
    "phonenumbers",
    "pydantic_settings",
    "rasa_sdk.executor",
    "redis.asyncio",
    "rich.progress",
    "socketio",
    "sqlalchemy.ext.asyncio",
    "twilio.rest",
    "typer",
)


def modules(package: str) -> list[str]:
    return [
        module_name(file)
        for file in python_files(package)
        if file.name != "__main__.py" and "migrations" not in file.parts
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_imports_alone(package: str) -> None:
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    done = subprocess.run(
        [*command, ",".join(LIBRARIES), ",".join(modules(package))],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
