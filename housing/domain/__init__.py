"""Pure rules over frozen dataclasses. Standard library only, no I/O; time is always an argument."""
