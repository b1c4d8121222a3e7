"""The chat as a person meets it: by its labels and roles, wherever they stand in the page."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

# What is on the screen, without what is there for screen readers alone.
SHOWN_TEXTS = """items => items.map(item => {
  const text = item.querySelector(".text").cloneNode(true);
  text.querySelectorAll(".visually-hidden").forEach(node => node.remove());
  return text.textContent;
})"""

# The chat has not been opened at the server yet, so nothing can be stored.
NO_SESSION = 401


class ChatPage:
    """One page with the widget on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.opener = page.get_by_role("button", name="Chat with us")
        self.panel = page.locator("#panel")
        self.box = page.get_by_label("Your message")
        self.messages = page.locator("hearthline-chat li.message")
        self.unsent = page.locator("hearthline-chat li.is-unsent")
        self.choices = page.locator("hearthline-chat button.choice")
        self.status = page.locator("hearthline-chat .status")
        self.presence = page.locator("hearthline-chat .presence")

    def visit(self) -> "ChatPage":
        self.page.goto("/")
        expect(self.opener).to_be_visible()
        return self

    def open(self) -> "ChatPage":
        self.opener.click()
        expect(self.box).to_be_focused()
        return self

    def expect_session(self) -> None:
        """The server knows this visitor, so what happens now happens to a chat under way."""
        self._until(lambda: bool(self.page.context.cookies()))

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def from_(self, kind: str) -> Locator:
        return self.page.locator(f"hearthline-chat li.from-{kind}:not(.is-unsent)")

    def expect_said(self, text: str, times: int = 1) -> None:
        """The tenant's message stands there, confirmed by the server, exactly this often."""
        said = self.from_("tenant").filter(has=self.page.get_by_text(text, exact=True))
        expect(said).to_have_count(times)

    def expect_answer(self, after: int = 0) -> None:
        """The service has said more than `after` messages."""
        expect(self.from_("bot").nth(after)).to_be_visible()

    def shown(self) -> list[str]:
        """The text of every message, in the order of the page."""
        texts: list[str] = self.messages.evaluate_all(SHOWN_TEXTS)
        return texts

    def stored(self) -> list[str]:
        """The text of every message in the order of the server."""
        return [message["text"] for message in self.record()]

    def record(self) -> list[dict[str, Any]]:
        answer = self.page.context.request.get("/chat/messages?after=0")
        if answer.status == NO_SESSION:
            return []
        assert answer.ok, answer.status
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def wait_until_shown_equals_stored(self) -> None:
        self._until(lambda: self.shown() == self.stored())

    def _until(self, happened: Callable[[], bool]) -> None:
        for _ in range(120):
            if happened():
                return
            self.page.wait_for_timeout(250)
        assert happened(), (self.shown(), self.stored())
