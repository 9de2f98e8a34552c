"""What keeps people from reading a page, as axe-core finds it, and whether it is of our making."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from selenium import webdriver

Violation: TypeAlias = dict[str, Any]

FIND_VIOLATIONS = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(
  found.violations.flatMap((violation) => violation.nodes.map((node) => ({
    rule: violation.id,
    where: node.html.slice(0, 200),
    ours: node.target.some(
      (target) => document.querySelector(target)?.closest('[class*="stability-"]')
    ),
    colours: [...node.any, ...node.all, ...node.none].map(
      ({ data }) => [data?.fgColor, data?.bgColor, data?.contrastRatio]
    ),
  })))
));
"""


def find_violations(browser: webdriver.Chrome, axe: str) -> list[Violation]:
    """What *axe*, the script, finds on the page that is open."""
    browser.execute_script(axe)
    found: list[Violation] = browser.execute_async_script(FIND_VIOLATIONS)
    return found


def sign(violation: Violation) -> str:
    """What makes two violations of a theme's own colours the same."""
    has_colours = any(colour for colours in violation["colours"] for colour in colours)
    return json.dumps([violation["rule"], violation["colours"] if has_colours else violation])
