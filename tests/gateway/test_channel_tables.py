"""What a text is before anybody reads it for its meaning: both sides of each boundary."""

import pytest

from housing.domain.messaging.conversation import Choice
from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.domain.messaging.opt_out import OptOut, opt_out_asked, stop_in_words
from housing.domain.messaging.sender import SenderRefused, sender_number
from housing.domain.reading.choosing import read_choice, read_yes_no
from housing.domain.reading.reactions import is_reaction, read_thumb

STOPS = """STOP please|please stop|Stop!|stop stop stop|unsubscribe me|Unsubscribe me please.
no more texts|No more messages thanks|stop texting me|Please can you stop texting me
ok, stop texting me now|I want to stop getting texts|I'd like to opt out|opt me out please
don't text me|Dont message me any more|stop sending me these messages|stop all texts
I don't want any more texts from you|take me off this list|remove my number from your list
hi, please stop the texts, thanks|we no longer want your messages""".replace("\n", "|").split("|")

TELLS_HOW = """the tap is fixed now. stop texting me|how do I stop these texts
thanks for coming, and please stop texting me|how can i unsubscribe?
there is a leak, no more texts please""".replace("\n", "|").split("|")

NO_STOP = """stop the leak|can you stop the noise|it won't stop|it wont stop dripping|stopcock
where is my stopcock|don't stop|dont stop the visit|stop it|stop that|please stop coming round
he won't stop texting me|my neighbour keeps texting me|my ex will not stop messaging me
make them stop texting me|no more hot water|no more mould|no text came|I did not get a text
can you text me not her|please don't text my husband|stop all work|cancel|end|quit|remove my bath
can you send me more texts|take me off hold|the drip will not stop please|stop contacting my ex
bus stop|the letters stop opening|""".replace("\n", "|").split("|")


@pytest.mark.parametrize("text", STOPS)
def test_a_wish_to_have_no_texts_stops_them(text: str) -> None:
    assert opt_out_asked(text) is OptOut.STOP_IN_WORDS


@pytest.mark.parametrize("text", TELLS_HOW)
def test_a_wish_beside_something_else_is_told_how(text: str) -> None:
    assert opt_out_asked(text) is OptOut.HOW_TO_STOP
    assert stop_in_words(text) is OptOut.HOW_TO_STOP


@pytest.mark.parametrize("text", NO_STOP)
def test_what_else_is_to_stop_is_a_message(text: str) -> None:
    assert opt_out_asked(text) is None


@pytest.mark.parametrize("text", ["start", "START.", "unstop please", "Start texts again please"])
def test_start_in_words(text: str) -> None:
    assert opt_out_asked(text) is OptOut.START


@pytest.mark.parametrize("text", ["start over", "restart", "the boiler won't start", "starting"])
def test_another_start_is_a_message(text: str) -> None:
    assert opt_out_asked(text) is None


REACTIONS = """Loved “Shall I book it?”|Liked "Are you safe right now? If not, call 999."
Disliked “No”|Laughed at “It won't stop”|Emphasized “Gas smell: go outside”|Emphasised “x”
Questioned “Booked: plumber on Tue 1 Dec”|Loved an image|Liked a photo|Laughed at 3 images
Removed a heart from “Thanks”|Removed a like from "Thanks"|Removed a dislike from “No”
Removed a laugh from “Ha”|Removed an exclamation from “Now”|Removed a question mark from “Who”
Removed an exclamation mark from “Now”|Reacted 👍 to “Does it drip?”|Reacted 👍🏽 to "Yes?"
Reacted ❤️ to “Good”|Removed 👍 from “Does it drip?”|Reacted with a sticker to “Good”
\u200a\u200b👍\u200b to “\u200aShall I book it?\u200a”\u200a|👍 to "Shall I book it?"
\u200a\u200c😂\u200c removed from “\u200aShall I book it?\u200a”\u200a|Emphasized a movie
Liked "It's your "own" tap"|loved “hello”""".replace("\n", "|").split("|")

WORDS = """Loved the new kitchen|Liked what he did|Disliked the way he spoke|Laughed at me
Questioned the charge and got nowhere|"the tap drips"|Loved it|I loved “the kitchen” you put in
He said "get out" to "me" and left|Removed a door from the kitchen|Removed the heater
Reacted badly to the paint|I reacted to “the spray” badly|from 8 to "10"|👍|👍 thanks
water dripping on to "the floor"|Liked "Dave" the plumber|an image|""".replace("\n", "|").split("|")


@pytest.mark.parametrize("text", REACTIONS)
def test_a_reaction_is_no_words(text: str) -> None:
    assert is_reaction(text)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_no_reaction(text: str) -> None:
    assert not is_reaction(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("👍", True),
        ("👍🏿", True),
        (" 👍🏻👍🏻 ", True),
        ("👍\ufe0f", True),
        ("👎", False),
        ("👎🏽", False),
        ("👍👎", None),
        ("👍 thanks", None),
        ("ok 👍", None),
        ("🔥", None),
        ("✋", None),
        ("", None),
    ],
)
def test_a_plain_thumb(text: str, meant: bool | None) -> None:
    assert read_thumb(text) is meant


@pytest.mark.parametrize(
    ("kind", "choices", "is_one"),
    [
        (Asked.FACT, ("Yes", "No"), True),
        (Asked.DID_IT_HELP, ("Yes, it's working", "No, still broken", "I can't do that"), True),
        (Asked.VISIT_NEXT, ("Yes, that's fine", "Change it", "Drop it"), True),
        (Asked.CONFIRM_CANCEL, (), True),
        (Asked.FACT, ("Bathroom", "Kitchen"), False),
        (Asked.SLOT, ("Tue 1 Dec, 9am-11am", "Wed 2 Dec, 9am-11am", "Others"), False),
        (Asked.WHAT_IS_WRONG, (), False),
        (Asked.IDENTITY, (), False),
    ],
)
def test_what_a_thumb_can_answer(kind: Asked, choices: tuple[str, ...], is_one: bool) -> None:
    asked = OpenQuestion(kind, "?", tuple(Choice(title, title) for title in choices))
    assert asked.is_yes_or_no is is_one


@pytest.mark.parametrize(
    ("sender", "number"),
    [
        ("+447700900123", "+447700900123"),
        ("rcs:+447700900123", "+447700900123"),
        ("RCS: +447700900123 ", "+447700900123"),
        ("whatsapp:+447700900123", "+447700900123"),
        ("60777", "60777"),
    ],
)
def test_a_sender_is_their_number(sender: str, number: str) -> None:
    assert sender_number(sender) == number


@pytest.mark.parametrize("sender", ["", "rcs:", "messenger:123456", "x" * 65, "rcs:" + "1" * 65])
def test_who_cannot_be_answered_is_refused(sender: str) -> None:
    with pytest.raises(SenderRefused):
        sender_number(sender)


@pytest.mark.parametrize(
    ("text", "said", "chosen"),
    [("👍", True, "Yes, it's working"), ("👎🏼", False, "No, still broken"), ("🤷", None, None)],
)
def test_a_thumb_is_read_as_yes_or_no(text: str, said: bool | None, chosen: str | None) -> None:
    titles = ("Yes, it's working", "No, still broken")
    heard = {titles[0]: ("yes",), titles[1]: ("no",)}
    assert read_yes_no(text) is said
    assert read_choice([Choice(title, title) for title in titles], text, heard) == chosen
