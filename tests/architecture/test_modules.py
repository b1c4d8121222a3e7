"""Every module imports on its own, in any order, and does nothing but define when it does."""

import subprocess
import sys

import pytest

from tests.architecture.sources import PACKAGES, ROOT, module_name, python_files

# Imports each module with none of the others loaded, in one interpreter: a fresh one for each
# would spend a minute on loading the same libraries.
PROGRAM = """
import importlib, sys, traceback
packages, modules = sys.argv[1].split(","), sys.argv[2].split(",")
failed = 0
for module in modules:
    for loaded in [name for name in sys.modules if name.split(".")[0] in packages]:
        del sys.modules[loaded]
    try:
        importlib.import_module(module)
    except BaseException:
        failed += 1
        print(f"--- {module}")
        traceback.print_exc(file=sys.stdout)
sys.exit(failed != 0)
"""


def modules(package: str) -> list[str]:
    return [
        module_name(file)
        for file in python_files(package)
        if file.name != "__main__.py" and "migrations" not in file.parts
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_imports_alone(package: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            PROGRAM,
            ",".join(PACKAGES),
            ",".join(modules(package)),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
