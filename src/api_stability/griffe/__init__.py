"""The griffe extension ``api_stability.griffe``: badges and admonitions on mkdocstrings' pages.

griffe collects the objects, and mkdocstrings' templates draw them. The extension gives each object
a template of ours, which extends the one that the object would have had and asks, when the object
is drawn, what it shows.
"""

from api_stability.griffe.extension import StabilityExtension

__all__ = ["StabilityExtension"]
