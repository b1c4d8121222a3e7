"""One conversation at the desk: what is shown of it, and what officers do with it."""
