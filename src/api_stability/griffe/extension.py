"""What griffe loads: an extension that hands each object to our templates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from griffe import Extension

from api_stability.griffe.settings import Settings
from api_stability.griffe.templates import replace_template
from api_stability.griffe.warning import warn
from api_stability.site_settings import read_settings
from api_stability.templates import are_in_use

if TYPE_CHECKING:  # older releases of griffe have not each of these
    from griffe import (
        Attribute,
        Class,
        Function,
        GriffeLoader,
        Module,
        ModulesCollection,
        Object,
        TypeAlias,
    )

    from api_stability.griffe.objects import Objects
    from api_stability.griffe.site import ShownSites


class StabilityExtension(Extension):
    """Badges and admonitions on every object that needs one.

    What is shown is found out when an object is drawn: here it is only told by which template, and
    whom to ask. Other tools that load griffe's extensions are not disturbed.
    """

    def __init__(self, **options: Any) -> None:
        """*options*: see `api_stability.griffe.settings.Settings`; a wrong one gets a warning."""
        super().__init__()
        self.settings, wrong = read_settings(Settings, options)
        for told in wrong:
            warn(f"extensions: api_stability.griffe: {told}")
        self._objects: Objects | None = None
        if not hasattr(Extension, "on_package"):
            warn("griffe is too old to show anything of api-stability: install 1.14 or newer")

    def on_package(self, *, pkg: Module, loader: GriffeLoader, **_: Any) -> None:
        """A package is loaded: what its objects show belongs to the build that asked for it."""
        self._objects = None
        if not are_in_use():
            if "mkdocstrings" in sys.modules:
                warn(
                    "mkdocstrings has not found the templates of api-stability, so objects show "
                    "neither badges nor admonitions; install the distribution again"
                )
            return
        from api_stability.griffe.objects import Objects

        self._objects = Objects(self._find_sites(loader.modules_collection), find_folder(pkg))

    def on_module(self, *, mod: Module, **_: Any) -> None:
        """Hand over a module; this and the following are called after those of all packages."""
        self._hand_over(mod)

    def on_class(self, *, cls: Class, **_: Any) -> None:
        """Hand over a class."""
        self._hand_over(cls)

    def on_function(self, *, func: Function, **_: Any) -> None:
        """Hand over a function or a method."""
        self._hand_over(func)

    def on_attribute(self, *, attr: Attribute, **_: Any) -> None:
        """Hand over an attribute or a property."""
        self._hand_over(attr)

    def on_type_alias(self, *, type_alias: TypeAlias, **_: Any) -> None:
        """Hand over a type alias."""
        self._hand_over(type_alias)

    def _hand_over(self, documented: Object) -> None:
        if self._objects is None:
            return
        space = documented.extra["api_stability"]
        space["objects"] = self._objects
        template = replace_template(documented)
        if template is not None:
            space["template"] = template

    def _find_sites(self, collection: ModulesCollection) -> ShownSites:
        """Those of the build that keeps its modules in *collection*: one for all its packages."""
        from api_stability.griffe.site import ShownSites

        found = _SITES.setdefault(collection, {})
        key = repr(self.settings)
        if key not in found:
            found[key] = ShownSites(self.settings)
        return found[key]


_SITES: WeakKeyDictionary[ModulesCollection, dict[str, ShownSites]] = WeakKeyDictionary()


def find_folder(package: Module) -> Path | None:
    """The folder that *package* is in; the first one of a namespace package."""
    places = package.filepath
    place = places[0] if isinstance(places, list) and places else places
    return place.parent if isinstance(place, Path) else None
