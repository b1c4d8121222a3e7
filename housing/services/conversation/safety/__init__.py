"""Danger first: every message is screened, emergencies are answered, and what is over is heard.

What is a danger is decided in `housing.domain.danger`.
"""
