"""Matters with a flow of their own: charges, neighbours, hazards, complaints, questions, feedback.

A repair's way from words to a visit is in `problems` and `visits`.
"""
