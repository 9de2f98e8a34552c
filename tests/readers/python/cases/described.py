"""What describes attributes and parameters: fields and metadata."""

import typing
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Optional
from warnings import deprecated

import fastapi
import pydantic
import pydantic as p
from pydantic import Field, computed_field

FLAG = True
WHY = "Use " + "size."


class Model(pydantic.BaseModel):
    """A model."""

    yes: int = Field(default=1, deprecated=True)
    no: int = Field(default=1, deprecated=False)
    nothing: int = Field(default=1)
    why: int = p.Field(deprecated=WHY)
    flagged: int = p.fields.Field(deprecated=FLAG)
    marker: int = Field(deprecated=deprecated("A marker."))
    inside: Annotated[int, Field(gt=1, deprecated="In metadata.")] = 3
    pep: ClassVar[typing.Annotated[int, deprecated("PEP 702.")]] = 3
    unknown: int = Field(deprecated=compute())
    alone: Annotated[int, deprecated("Never assigned.")]

    @computed_field(deprecated="Computed.")
    @property
    def computed(self) -> int:
        """Compute."""


@dataclass
class Plain:
    """No field of pydantic."""

    x: int = field(default=1, metadata={"deprecated": True})
    y: int = other(deprecated=True)


CONSTANT: Annotated[int, deprecated("A constant.")] = 1


def endpoint(
    q: Annotated[str, fastapi.Query(deprecated=True)],
    r: str = fastapi.Header(deprecated="Use q."),
    *,
    s: Annotated[Optional[int], deprecated("Use r.")] = None,
): ...


class Constructed:
    """Made by a constructor."""

    @deprecated("Call `make` instead.")
    def __init__(self, x: Annotated[int, deprecated("Use nothing.")]): ...


class New:
    """Made by ``__new__``."""

    @deprecated("Call `make` instead.")
    def __new__(cls): ...


class Overloaded:
    """Only one signature of it."""

    @typing.overload
    @deprecated("Pass a number.")
    def __init__(self, x: str): ...
    @typing.overload
    def __init__(self, x: int): ...
    def __init__(self, x): ...

    @deprecated("Compare otherwise.")
    def __lt__(self, other: Annotated[int, deprecated("Never.")]): ...
