"""The landlord's business: the Deal, repairs, conversations and handoffs.

Owner of all data. Imports nothing of the parts above it (gateway, desk, actions, bot).
"""
