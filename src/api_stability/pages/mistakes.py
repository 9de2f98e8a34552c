"""What is wrong on a page: where, and under which stable code."""

from __future__ import annotations

import msgspec

from api_stability.directives.problems import make_problem
from api_stability.model.errors import UserError


class Mistake(msgspec.Struct, frozen=True, order=True):
    """One thing that the author has to mend."""

    line: int
    """Counted from 1."""
    code: str
    message: str


def mistake_of(error: UserError, line: int) -> Mistake:
    """The mistake that *error* tells of, on the line with that number, counted from 0."""
    problem = make_problem(error)
    return Mistake(line + 1, problem.code, problem.message)
