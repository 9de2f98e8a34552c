import api_stability as own
import typing_extensions as mod
from compat._deeper import *
