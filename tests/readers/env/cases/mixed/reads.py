import os
from api_stability import env
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic import Field
from environs import Env
E2 = Env()
class S(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SRV_")
    port: int = 80
    host: str = Field("x", alias="SRV_THE_HOST", description="Host", deprecated="use port")
class T(S):
    extra: int = 1
a = env("APP_CACHE", was=("APP_BETA_CACHE", "APP_EXPERIMENTAL_CACHE"), removal="2.0")
b = os.environ.get("APP_EXPERIMENTAL_Z")
def f(default=None):
    with E2.prefixed("PRE_"):
        E2.int("PORT")
    E2("BARE")
    return os.environ.get("APP_NEW") or os.environ.get("APP_BETA_NEW", os.environ.get("APP_EXPERIMENTAL_NEW"))
def g(x):
    return os.getenv(f"APP_{x.upper()}_END")
g("one")
"ADAM_BETA_1" in os.environ
