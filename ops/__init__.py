"""Sets the service up, runs it, tests it and measures it. No part of the service imports this."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
