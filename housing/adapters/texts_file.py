"""Reads the sentences of the service from the Deal's `messages.yml`."""

from pathlib import Path

from housing.adapters.yaml_files import read_yaml
from housing.domain.deal import Landlord
from housing.domain.texts import Texts

MESSAGES = "messages.yml"


def load_texts(folder: Path, landlord: Landlord) -> Texts:
    """The sentences, with what every one of them may use about the landlord."""
    sentences = read_yaml(folder / MESSAGES, MESSAGES).data
    return Texts(
        sentences={str(key): str(text) for key, text in sentences.items()},
        always={
            "landlord": landlord.name,
            "phone": landlord.phone,
            "emergency_phone": landlord.out_of_hours_phone,
            "website": landlord.website,
        },
    )
