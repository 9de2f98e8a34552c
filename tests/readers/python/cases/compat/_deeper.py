try:
    from warnings import deprecated as dep
except ImportError:
    from typing_extensions import deprecated as dep
