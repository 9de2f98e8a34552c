"""A small inventory, and views spelled so that a golden file shows everything they say."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from api_stability.model.codec import decode_json
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory
from api_stability.model.policy import Policy
from api_stability.model.symbols import Symbol
from api_stability.model.views import Badge, Line, Notice, RowGroup, Table
from api_stability.policies import load_policy

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def build_inventory(**tables: Any) -> Inventory:
    """An inventory of plain tables; what they leave out has its default."""
    return decode_json(json.dumps(tables).encode(), Inventory)


def build_symbol(symbol_id: str, **facts: Any) -> dict[str, Any]:
    """The table of one symbol, to build an inventory with."""
    surface = symbol_id.partition(":")[0]
    known = {"surface": surface, "kind": "function", "project": "demo", "level": "stable"}
    return {"id": symbol_id, **known, **facts}


@cache
def sample_index() -> Index:
    return Index(build_inventory(**read_cases("inventory.toml")))


@cache
def default_policy() -> Policy:
    return load_policy("default", base=CASES)


def find_symbol(symbol_id: str) -> Symbol:
    symbol = sample_index().find_symbol(symbol_id)
    assert symbol is not None, symbol_id
    return symbol


def spell_line(line: Line) -> str:
    """`code`, **strong**, {target}, <url>; [badge]."""
    text = ""
    for piece in line:
        if isinstance(piece, Badge):
            text += f"[{piece.label}]"
            continue
        mark = {"plain": "", "code": "`", "strong": "**"}[piece.style]
        text += f"{mark}{piece.text}{mark}"
        text += f"{{{piece.target}}}" if piece.target else ""
        text += f"<{piece.url}>" if piece.url else ""
    return text


def spell_badge(badge: Badge) -> str:
    return f"[{badge.label}] {badge.word}, {badge.tone}: {badge.title}"


def spell_notice(notice: Notice) -> str:
    lines = [f"({notice.word}, {notice.tone}) {spell_line(notice.title)}"]
    return "\n".join([*lines, *(f"    {spell_line(line)}" for line in notice.lines)])


def spell_group(group: RowGroup) -> list[str]:
    lines = [f"-- {group.title}"] if group.title is not None else []
    return lines + [" | ".join(map(spell_line, row.cells)) for row in group.rows]


def spell_table(table: Table) -> str:
    lines = [f"{table.name}: {table.caption}" if table.caption else table.name]
    lines.append(" | ".join(f"{column.label} ({column.key})" for column in table.columns))
    for group in table.groups:
        lines += spell_group(group)
    if not table.rows:
        lines.append(f"empty: {table.empty}")
    if table.note:
        lines.append(f"note: {spell_line(table.note)}")
    return "\n".join(lines)
