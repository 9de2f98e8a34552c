"""environs, decouple and starlette, also from another module."""

import environs
from decouple import AutoConfig
from starlette.config import Config

env = environs.Env()
config = Config(".env", env_prefix="STAR_")
auto = AutoConfig()


def read(section: str) -> None:
    env.str("ENV_PLAIN", "x")
    with env.prefixed("ENV_"), env.prefixed("DEEP_"):
        env.int("PORT")
    with env.prefixed(section):
        env("LOST")
    config("DEBUG", cast=bool, default=False)
    auto("AUTO_HOME")
    env.list(section[1:])
