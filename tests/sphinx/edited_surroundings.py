"""What stands around the sources of an edited project: its ledger, its policy, another project."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from random import Random
from typing import Any

RELEASES = ("1.0", "1.5", "2.0", "2.1", "2.5", "3.0")
EVENTS = ("added", "level", "deprecated", "undeprecated", "removed", "returned")
LEVELS = ("experimental", "beta", "stable")
POLICIES = (
    "",
    '[policy]\nextends = "default"\n[policy.levels.beta]\nlabel = "Preview"\nadmonition = true\n',
    '[policy]\nextends = "default"\n[policy.levels.stable]\nbadge = true\n',
    '[policy]\nextends = "default"\n[policy.levels.experimental]\nbadge = false\n',
    '[policy]\nextends = "default"\n[policy.deprecated]\nlabel = "Old"\nadmonition = false\n',
    'policy = "dynamo"\n',
)
OTHERS = tuple(f"other.f{number}" for number in range(5))
PLACES = ("nowhere", "path", "server")


@dataclass
class Surroundings:
    """Each edit changes one thing and says which."""

    random: Random
    ledger: dict[str, list[dict[str, str]]] | None = None
    """Symbol id to its events; without any, there is no ledger file."""
    policy: str = ""
    others: dict[str, str] = field(default_factory=dict)
    """Name to level, of what the other project publishes."""
    place: str = "nowhere"
    """Where its inventory is had."""

    def edit_ledger(self, symbols: list[str]) -> str:
        """Add an event to a symbol, now and then forget one, or all of them."""
        if self.ledger is not None and self.random.random() < 0.15:
            self.ledger = None
            return "no ledger"
        self.ledger = self.ledger or {}
        symbol = self.random.choice([*symbols, "python:pkg.gone"])
        if symbol in self.ledger and self.random.random() < 0.3:
            del self.ledger[symbol]
            return f"forget {symbol}"
        events = self.ledger.setdefault(symbol, [])
        known = [event["release"] for event in events]
        later = [release for release in RELEASES if not known or release > known[-1]]
        if not later:
            return "no later release"
        event = {"release": self.random.choice(later), "event": "added"}
        if events:
            event["event"] = self.random.choice(EVENTS[1:])
        if event["event"] in ("added", "level", "returned"):
            event["level"] = self.random.choice(LEVELS)
        events.append(event)
        return f"ledger {symbol} {event}"

    def edit_policy(self) -> str:
        """Another policy, or other words of it."""
        self.policy = self.random.choice(POLICIES)
        return f"policy {self.policy!r}"

    def edit_other(self) -> str:
        """Another level of something that the other project has, or does not have any more."""
        name = self.random.choice(OTHERS)
        if name in self.others and self.random.random() < 0.3:
            del self.others[name]
            return f"other project without {name}"
        self.others[name] = self.random.choice((*LEVELS, "deprecated"))
        return f"other project {name} {self.others[name]}"

    def move_other(self) -> str:
        """Have its inventory from somewhere else."""
        self.place = self.random.choice(PLACES)
        return f"other project at {self.place}"

    def write_ledger(self) -> str:
        """The ledger file."""
        entries = [
            {"id": symbol, "events": events}
            for symbol, events in sorted((self.ledger or {}).items())
            if events
        ]
        dated = [
            {"version": release, "date": f"202{number}-0{number + 1}-10"}
            for number, release in enumerate(RELEASES)
        ]
        return json.dumps(
            {
                "format": "api-stability-ledger/1",
                "project": "pkg",
                "releases": dated,
                "entries": entries,
            }
        )

    def write_inventory(self) -> str:
        """What the other project publishes."""
        ladder = {"levels": list(LEVELS), "unmarked": "stable"}
        project = {"name": "other", "version": "4.0", "policy": "default", "ladder": ladder}
        symbols = [_describe(name, level) for name, level in sorted(self.others.items())]
        return json.dumps(
            {
                "format": "api-stability/1",
                "complete": True,
                "projects": [project],
                "sources": [],
                "diagnostics": [],
                "symbols": symbols,
                "features": [],
            }
        )


def _describe(name: str, level: str) -> dict[str, Any]:
    deprecated = level == "deprecated"
    return {
        "id": f"python:{name}",
        "surface": "python",
        "kind": "function",
        "project": "other",
        "public": True,
        "level": "stable" if deprecated else level,
        "basis": "default" if level == "stable" or deprecated else "explicit",
        "deprecation": {"since": "3.9", "reason": "Old.", "basis": "explicit"}
        if deprecated
        else None,
    }


def make_object_inventory() -> bytes:
    """The ``objects.inv`` of the other project: the same whatever it publishes."""
    lines = "".join(f"{name} py:function 1 api.html#$ -\n" for name in OTHERS)
    head = b"# Sphinx inventory version 2\n# Project: other\n# Version: 4.0\n"
    compressed = zlib.compress(lines.encode())
    return head + b"# The remainder of this file is compressed using zlib.\n" + compressed
