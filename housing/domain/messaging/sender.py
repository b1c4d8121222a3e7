"""Whose number an incoming text is from, whatever Twilio channel carried it.

A text over RCS or WhatsApp is the same person's as one by SMS; it is answered by SMS.
"""

CARRIED_BY = frozenset({"rcs", "whatsapp", "sms"})
MAX_SENDER = 64


class SenderRefused(ValueError):
    """There is no sender, or one that no text can be sent back to."""

    code = "sender_refused"


def sender_number(sender: str) -> str:
    """The number in Twilio's `From`: "rcs:+447700900123" is "+447700900123"."""
    channel, colon, rest = sender.strip().partition(":")
    number = rest.strip() if colon else channel
    if colon and channel.lower() not in CARRIED_BY:
        raise SenderRefused("a text message comes from a phone number")
    if not number or len(number) > MAX_SENDER:
        raise SenderRefused("a text message has a MessageSid and a From")
    return number
