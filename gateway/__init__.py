"""The tenants' door: text messages and web chat in, answers out.

Stores first, answers after. Owns no business rule: those are in housing, what to say is the bot's.
"""
