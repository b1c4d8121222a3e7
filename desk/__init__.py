"""The staff's door: the queue of handoffs, each conversation, and what waits for a decision.

Renders HTML on the server; every change goes through a housing service.
"""
