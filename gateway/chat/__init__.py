"""The web chat: sessions, messages over HTTP and Socket.IO, and how a conversation is shown.

Text messages come in by `gateway.sms`; what is answered is for `housing.services`.
"""
