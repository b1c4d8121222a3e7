"""Use cases: one transaction each, named by an imperative, idempotent by message id."""
