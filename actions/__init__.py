"""The action server: reads what the bot understood, calls the conversation service, renders.

Decides nothing. Loopback only, and it answers nobody but the bot, by the token that both know.
"""
