"""Pure rules over frozen dataclasses: standard library only, no I/O, `now` is an argument."""
