"""Chromium and its visitors, on the running service.

Playwright's synchronous API keeps an event loop running in this thread until it is stopped, so
the browser lives for one module only: asyncio tests that come after would refuse to start.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.chat_page import ChatPage
from tests.support.stack import Stack

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 800}
# A turn goes through the real bot; on a busy machine the first one is slow.
WAIT_MS = 30_000
expect.set_options(timeout=WAIT_MS)

type Visit = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here drives Chromium on the whole service, which may take its start first."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.timeout(240))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Visit]:
    """Makes new visitors: each with cookies and storage of its own, none from an earlier test."""
    contexts: list[BrowserContext] = []

    def new_visitor(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": stack.gateway, "viewport": DESKTOP, **options})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context

    yield new_visitor
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """One visitor's page on a desktop; a script error or a refused resource fails the test."""
    page = visit().new_page()
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert not problems


@pytest.fixture
def chat(page: Page) -> ChatPage:
    """The home page with the chat open."""
    return ChatPage(page).visit().open()
