"""The training file of texts that people accepted, in Rasa's format, one block for each label.

Appends what is new and leaves the rest; a text that is taught already, or that the model is
measured by, is never written.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from housing.domain.casework.review import Label

HEADER = """\
# Tenants' texts that people read and accepted: written by `python -m housing review export`.
version: "3.1"

nlu:
"""
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")
_MASK = re.compile(r"\[([^\[\]]*)\]")


class TrainingFile:
    """`path` is the file to grow; beside it lie the other training files, all read for doubles."""

    def __init__(self, path: Path, dev_set: Path) -> None:
        self._path, self._dev_set = path, dev_set

    def append(self, accepted: Iterable[tuple[Label, str]]) -> int:
        """Writes the texts that are new under their labels; returns how many were."""
        known = {_plain(text) for text in self._known()}
        blocks = _blocks(self._path)
        added = 0
        for label, text in accepted:
            line = _line(text)
            if _plain(line) and _plain(line) not in known:
                known.add(_plain(line))
                blocks.setdefault(label, []).append(line)
                added += 1
        if added:
            unfinished = self._path.with_suffix(".unfinished")
            unfinished.write_text(_written(blocks), "utf-8")
            unfinished.replace(self._path)
        return added

    def _known(self) -> Iterable[str]:
        for file in self._path.parent.glob("*.yml"):
            for lines in _blocks(file).values():
                yield from lines
        if self._dev_set.exists():
            for row in self._dev_set.read_text("utf-8").splitlines():
                yield row.split("\t")[0]


def _blocks(file: Path) -> dict[Label, list[str]]:
    """The texts of a training file by label; nothing when there is no file yet."""
    blocks: dict[Label, list[str]] = {}
    content = yaml.safe_load(file.read_text("utf-8")) if file.exists() else {}
    for block in content.get("nlu") or ():
        if "intent" in block:
            label = Label(block["intent"], (block.get("metadata") or {}).get("issue"))
            lines = (line.strip() for line in block["examples"].splitlines())
            blocks.setdefault(label, []).extend(line[2:] for line in lines if line[:2] == "- ")
    return blocks


def _written(blocks: Mapping[Label, list[str]]) -> str:
    return HEADER + "\n".join(
        "\n".join(
            [
                f"- intent: {label.intent}",
                *(["  metadata:", f"    issue: {label.issue}"] if label.issue else ()),
                "  examples: |",
                *(f"    - {line}" for line in blocks[label]),
                "",
            ]
        )
        for label in sorted(blocks, key=lambda label: label.code)
    )


def _line(text: str) -> str:
    """One line as Rasa reads it: a mask becomes a plain word, since brackets mark entities."""
    return " ".join(re.sub(r"[\[\]{}]", " ", _MASK.sub(r"\1", text)).split())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", _ENTITY.sub(r"\1", text).lower()))
