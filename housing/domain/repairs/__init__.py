"""Work orders, appointments, operatives and what happens at a visit, by HACT's names.

No words of the conversation and no landlord's system: states, windows and rules.
"""
