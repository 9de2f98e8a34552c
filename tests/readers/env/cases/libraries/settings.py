"""pydantic-settings: prefixes, aliases, nesting, what a function configures."""

from typing import Annotated, Optional

from pydantic import AliasChoices, AliasPath, BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from elsewhere import make_config


def configure(path: tuple[str, ...] = tuple()) -> SettingsConfigDict:
    prefix = f"LIB_{'_'.join(path).upper()}_" if path else "LIB_"
    return SettingsConfigDict(env_prefix=prefix)


class Base(BaseSettings):
    model_config = configure()
    debug: bool = False


class Api(Base):
    model_config = configure(("api",))
    url: str = "http://localhost"


class Same(Base):
    more: int = 1


class Pool(BaseModel):
    size: int = 4
    inner: "Optional[Pool]" = None


class Nested(BaseSettings, env_prefix="NEST_", env_nested_delimiter="__"):
    pool: Optional[Pool] = None
    token: str = Field("", validation_alias=AliasChoices("NEST_TOKEN", AliasPath("NEST_ALL", 0)))
    given: Annotated[str, Field(alias="nest_given")] = ""
    _private: str = ""


class Cased(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True, env_prefix="Cased_")
    Value: str = ""


class Unknown(BaseSettings):
    model_config = make_config("x")
    lost: str = ""
    kept: str = Field("", alias="LIB_KEPT")
    odd: str = Field("", alias=make_config("y"))
