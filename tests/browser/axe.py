"""Runs axe over a page with the tags of WCAG 2.2 AA."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule: the rule, where, and how."""
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [line for rule in found.response["violations"] for line in _lines(rule)]


def _lines(rule: dict[str, Any]) -> list[str]:
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for node in rule["nodes"]]
