"""A model belongs to the encoder that it learnt from."""

from __future__ import annotations

from pathlib import Path

from ops.building.model import model_path


def test_another_encoder_asks_for_another_model(tmp_path: Path) -> None:
    manifest = tmp_path / "encoder" / "manifest.json"
    manifest.parent.mkdir()
    manifest.write_text('{"files": {"encoder.onnx": "1"}}')
    model = model_path(tmp_path)
    assert model == model_path(tmp_path)
    manifest.write_text('{"files": {"encoder.onnx": "2"}}')
    assert model_path(tmp_path) != model
