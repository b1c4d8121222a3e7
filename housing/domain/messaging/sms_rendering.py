"""A reply as one text message: GSM-7 unless another script, with its choices as numbers."""

from collections.abc import Sequence

from housing.domain.messaging.conversation import Choice, Reply
from housing.domain.messaging.sms_text import to_gsm7, to_sms

MAX_CHARACTERS = 1600


def render_sms(reply: Reply) -> str:
    """The text as it is sent. Two short choices fit a sentence, more get a line each."""
    text = to_sms(reply.text).strip()
    choices = to_gsm7(_choices(reply.choices))
    return f"{text}{choices}" if text else choices.strip()


def _choices(choices: Sequence[Choice]) -> str:
    if not choices:
        return ""
    numbered = list(enumerate((choice.title.strip() for choice in choices), start=1))
    if len(numbered) <= 2:
        return " Reply " + ", ".join(f"{n} for {title}" for n, title in numbered) + "."
    return "\nReply:" + "".join(f"\n{n} {title}" for n, title in numbered)
