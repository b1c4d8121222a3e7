"""YAML with line numbers: reads a file into plain values and knows where each one is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Key = str | int | bool
Where = tuple[Any, ...]


class YamlProblem(ValueError):
    """The file is not readable YAML; carries the line, counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file's values, and the line of each by its path of keys and positions."""

    name: str
    data: Any
    lines: dict[Where, int]

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest thing that holds it."""
        while where not in self.lines and where:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read one file. Raises YamlProblem on bad syntax or a key written twice."""
    loader = yaml.CSafeLoader(_text(path))
    try:
        node = loader.get_single_node()
        if node is None:
            raise YamlProblem(1, "the file is empty")
        lines = dict(_lines(node, (), loader))
        return YamlFile(name, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        raise YamlProblem(mark.line + 1 if mark else 1, problem.problem or "not YAML") from problem
    except yaml.reader.ReaderError as problem:
        raise YamlProblem(1, f"{problem.reason} at position {problem.position}") from problem
    except RecursionError as problem:
        raise YamlProblem(1, "an alias leads back to itself") from problem
    finally:
        loader.dispose()


def _text(path: Path) -> str:
    written = path.read_bytes()
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = written.count(b"\n", 0, problem.start) + 1
        raise YamlProblem(line, "this is not UTF-8 text") from problem


def _lines(node: yaml.Node, where: Where, loader: yaml.CSafeLoader) -> Iterator[tuple[Where, int]]:
    yield where, node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        _must_exist(node, loader)
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _lines(item, (*where, position), loader)
    elif isinstance(node, yaml.MappingNode):
        for key, written_at, value in _entries(node, loader):
            here = (*where, key)
            for inner, line in _lines(value, here, loader):
                yield inner, written_at if inner == here else line


def _entries(
    node: yaml.MappingNode, loader: yaml.CSafeLoader
) -> Iterator[tuple[Key, int, yaml.Node]]:
    """Each key with its line and its value; a key that is there already is refused."""
    seen: set[Key] = set()
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlProblem(line, "a key must be a single word")
        key = loader.construct_object(key_node)
        if key in seen:
            raise YamlProblem(line, f"{key!r} is written twice")
        seen.add(key)
        yield key, line, value


def _must_exist(node: yaml.ScalarNode, loader: yaml.CSafeLoader) -> None:
    """Refuses a value of the right shape that there is not, such as 30 February."""
    try:
        loader.construct_object(node)
    except ValueError as problem:
        reason = f"there is no {node.value}: {problem}"
        raise YamlProblem(node.start_mark.line + 1, reason) from problem
