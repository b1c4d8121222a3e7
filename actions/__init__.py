"""The action server: reads what the bot understood, calls the conversation service, renders.

Decides nothing. Loopback only: it trusts whoever can reach it.
"""
