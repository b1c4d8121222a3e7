"""What runs inside the Rasa server: understanding, the gateway's channel and the Redis stores.

Lives in its own Python 3.10 environment and never imports housing, gateway, desk or actions.
"""
