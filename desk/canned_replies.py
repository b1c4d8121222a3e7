"""Replies that officers send often, from the YAML file beside this module.

`{name}`, `{officer}`, `{landlord}` and `{reference}` are filled in. `{name}` is ", Ada", or nothing
before the tenant is verified, so that the sentence reads well both ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("canned_replies.yml")


@dataclass(frozen=True, slots=True)
class CannedReply:
    id: str
    title: str
    text: str

    def filled(self, values: Mapping[str, str]) -> str | None:
        """The text with its fields filled in; None when one of them is not known."""
        try:
            return self.text.format_map(values)
        except KeyError:
            return None


def load_canned_replies(file: Path = FILE) -> tuple[CannedReply, ...]:
    """Raises KeyError or TypeError for an entry that is not id, title and text."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(
        CannedReply(id=entry["id"], title=entry["title"], text=entry["text"].strip())
        for entry in entries
    )
