"""A phone to try the service with: the part of Twilio that we use, both ways, on this machine only.

The gateway behind it is the real one: texts arrive as signed webhooks and leave through the twilio
client. Nothing here knows what is said or stores it for longer than the process lives.
"""
