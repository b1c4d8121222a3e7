"""Where the encoder's files are: the folder that set-up made, never inside the repository."""

from __future__ import annotations

import json
from pathlib import Path

from bot.home import hearthline_home

FILES = ("encoder.onnx", "tokenizer.json", "manifest.json")


def encoder_folder() -> Path:
    """$HEARTHLINE_HOME/encoder; raises FileNotFoundError with the command that makes it."""
    folder = hearthline_home() / "encoder"
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"The sentence encoder is missing ({', '.join(missing)} in {folder}). "
            "Run `python -m bot.encoder.export` in the exporter's environment."
        )
    return folder


def encoder_identity() -> str:
    """The digest of the encoder's graph: a model is used only with the encoder it learnt from."""
    manifest = json.loads((encoder_folder() / "manifest.json").read_text("utf-8"))
    return str(manifest["files"]["encoder.onnx"])
