"""Whole conversations with the running service: words in, words out, rows checked."""
