"""Trains the model: `python -m bot.train MODELS_FOLDER NAME` writes the archive of that name."""

import os
import sys

from bot import command_line, import_stubs


def main(folder: str, name: str) -> None:
    # Every training is of new texts: Rasa's cache of earlier ones would only be copied about.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    import_stubs.leave_out(import_stubs.NEVER_CALLED)
    # Imported here, since it imports Rasa, from which the above is to be left out.
    from bot import training_patches

    training_patches.apply()
    command_line.rasa(
        # Validation reads all data a second time (8 s), and the tests see to what it looks at.
        *("train", "--force", "--skip-validation", "--out", folder, "--fixed-model-name", name),
        *("--config", "config.yml", "--domain", "domain.yml", "--data", "data"),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
