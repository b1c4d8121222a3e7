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
    loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if node is None:
            raise YamlProblem(1, "the file is empty")
        lines = dict(_lines(node, (), loader))
        return YamlFile(name, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        raise YamlProblem(mark.line + 1 if mark else 1, problem.problem or "not YAML") from problem
    finally:
        loader.dispose()


def _lines(node: yaml.Node, where: Where, loader: yaml.CSafeLoader) -> Iterator[tuple[Where, int]]:
    yield where, node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _lines(item, (*where, position), loader)
    elif isinstance(node, yaml.MappingNode):
        seen: set[Any] = set()
        for key_node, value in node.value:
            key = loader.construct_object(key_node)
            if key in seen:
                raise YamlProblem(key_node.start_mark.line + 1, f"{key!r} is written twice")
            seen.add(key)
            for inner, line in _lines(value, (*where, key), loader):
                yield inner, key_node.start_mark.line + 1 if inner == (*where, key) else line
