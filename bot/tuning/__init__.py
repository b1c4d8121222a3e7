"""Tunes the sentence encoder on what tenants write; run by `make tune`, in development alone.

A large teacher (all-mpnet-base-v2) is fitted to the training texts, and the small encoder that runs
(all-MiniLM-L6-v2) to them and to what the teacher makes of them. What is kept is the change to the
published weights (`bot/encoder/change.py`). Nothing here may be imported by what serves.
"""
