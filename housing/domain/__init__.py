"""Pure rules over frozen dataclasses. Standard library only, no I/O; the time is always an argument."""
