"""Conversations, messages, turns, the outbox, handoffs and alerts, over SQL."""
