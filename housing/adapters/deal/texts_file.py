"""The sentences of the service from a Deal's `messages.yml`, held against the demo landlord's own:
those are what the service may say, with the blanks that each place can fill.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from housing.adapters.deal.landlord_schema import MessagesFile
from housing.adapters.deal.yaml_files import YamlFile, read_yaml
from housing.domain.deal.deal import Landlord
from housing.domain.deal.finding import Finding
from housing.domain.deal.texts import Texts
from housing.domain.lint.messages import blanks

OWN = Path(__file__).resolve().parents[2] / "deal" / "messages.yml"


def texts_of(row: MessagesFile, landlord: Landlord) -> Texts:
    """The sentences, with what every one of them may use about the landlord."""
    return Texts(sentences=row.root, always=_always(landlord))


def check_sentences(row: MessagesFile, file: YamlFile, landlord: Landlord) -> Iterator[Finding]:
    """Sentences that are missing or never said, and blanks that nothing would fill."""
    known = _own_sentences()
    for name in known.keys() - row.root.keys():
        yield Finding(file.name, 1, f"there is no text called {name!r}, which the service says")
    for name, sentence in row.root.items():
        line = file.line((name,))
        if name not in known:
            yield Finding(file.name, line, f"{name}: the service never says a text of this name")
            continue
        try:
            unknown = blanks(sentence) - blanks(known[name]) - _always(landlord).keys()
        except ValueError as problem:
            yield Finding(file.name, line, f"{name}: {problem}")
            continue
        if unknown:
            told = ", ".join(f"{{{blank}}}" for blank in sorted(unknown))
            yield Finding(file.name, line, f"{name}: nothing fills {told}")


def _always(landlord: Landlord) -> Mapping[str, str]:
    return {
        "landlord": landlord.name,
        "phone": landlord.phone,
        "emergency_phone": landlord.out_of_hours_phone,
        "website": landlord.website,
        # Where the service itself is found; the settings know, the Deal does not.
        "service_url": landlord.website,
    }


@cache
def _own_sentences() -> Mapping[str, str]:
    return cast(Mapping[str, str], read_yaml(OWN, OWN.name).data)
