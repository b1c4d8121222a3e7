"""Conversations and messages: who speaks, what is open, and what a text message may hold.

No provider's names beyond a message's status; sending and storing are for services and adapters.
"""
