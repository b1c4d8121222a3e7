"""The operatives' door, under /day: their own sign-in, their own visits and nothing else.

Served by the desk's process, for a phone held in one hand on a weak connection.
"""
