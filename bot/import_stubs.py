"""Libraries that Rasa imports as it starts and this assistant never calls: left out of a process.

TensorFlow, its companions and the clients of stores that are not used are most of the time and
memory of a start, whatever the configuration. Their names lead to stand-ins, which can be imported
and subclassed; any call raises LeftOut. What is imported already stays.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

NEVER_CALLED = frozenset(
    {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"}
    | {"boto3", "botocore", "matplotlib", "pymongo"}
)
"""What neither training nor serving needs."""


class LeftOut(RuntimeError):
    """Something of a library that was left out has been called."""


def leave_out(libraries: Iterable[str]) -> None:
    """From now on the libraries' names lead to stand-ins in this process."""
    sys.meta_path.insert(0, _Finder(libraries))


class _StandIn(type):
    """A class for every name of a library, and for every name below it."""

    def __getattr__(cls, name: str) -> Any:
        return _named(cls.__qualname__, name)

    def __call__(cls, *arguments: Any, **settings: Any) -> Any:
        raise LeftOut(f"{cls.__qualname__} is left out of this process (bot/import_stubs.py).")


class _Library(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return _named(self.__name__, name)


class _Finder(MetaPathFinder, Loader):
    def __init__(self, libraries: Iterable[str]) -> None:
        self._libraries = frozenset(libraries)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        left_out = fullname.partition(".")[0] in self._libraries
        return ModuleSpec(fullname, self, is_package=True) if left_out else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Library(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: names are made as they are asked for."""


def _named(owner: str, name: str) -> Any:
    # What Python itself looks for must be missing, as it is in any class.
    if name.startswith("__"):
        raise AttributeError(name)
    return _StandIn(name, (), {"__qualname__": f"{owner}.{name}"})
