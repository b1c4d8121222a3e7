"""Dangers in tenants' words: which they are, what they mean together, and when they are taken back.

What is said and done about one is for `housing.services.conversation.safety`.
"""
