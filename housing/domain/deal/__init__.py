"""What the landlord offers and asks, and deciding an issue by it: facts, tables, decisions.

No channel, no conversation and no booking: only what the Deal's files say and what follows from it.
"""
