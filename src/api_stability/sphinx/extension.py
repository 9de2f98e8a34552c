"""Registration with Sphinx: nodes, directives, roles, configuration values and handlers."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import is_directive_registered, is_role_registered
from sphinx.util.typing import ExtensionMetadata

from api_stability import __version__
from api_stability.language import find_catalog, speak
from api_stability.sphinx.build import start_build
from api_stability.sphinx.contents import put_into_contents, take_out_of_contents
from api_stability.sphinx.directives import DIRECTIVES
from api_stability.sphinx.domain import StabilityDomain, long_name, say_names
from api_stability.sphinx.external import find_unnoted
from api_stability.sphinx.index_page import draw_index
from api_stability.sphinx.naming import leave_name_slots
from api_stability.sphinx.objects import leave_uses
from api_stability.sphinx.origins import listen_to_autodoc
from api_stability.sphinx.post_transform import FillPlaceholders
from api_stability.sphinx.publish import copy_static_files, link_static_files, publish_inventory
from api_stability.sphinx.rewriting import find_outdated, note_written
from api_stability.sphinx.roles import ROLES
from api_stability.sphinx.search import copy_search_files, link_search_files
from api_stability.sphinx.settings import add_settings
from api_stability.sphinx.titles import DetachBadges, clean_titles, hide_markup, show_markup
from api_stability.sphinx.visitors import add_nodes
from api_stability.sphinx.warning import logger

# Sphinx's own handlers of an event have 500.
EARLY = 100
LATE = 900


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    add_settings(app)
    add_nodes(app)
    app.add_domain(StabilityDomain)
    app.add_transform(DetachBadges)
    app.add_post_transform(FillPlaceholders)
    # late, so that every extension has registered its own names, wherever it stands in the list
    app.connect("config-inited", speak_language)
    app.connect("config-inited", add_short_names, priority=LATE)
    app.connect("config-inited", listen_to_autodoc, priority=LATE)
    app.connect("builder-inited", start_build)
    app.connect("env-get-outdated", find_unnoted)
    app.connect("object-description-transform", leave_uses)
    app.connect("doctree-read", hide_markup, priority=EARLY)
    app.connect("doctree-read", leave_name_slots)
    app.connect("doctree-read", clean_titles, priority=LATE)
    app.connect("doctree-read", show_markup, priority=LATE)
    app.connect("env-updated", find_outdated)
    app.connect("write-started", copy_static_files)
    app.connect("write-started", copy_search_files)
    app.connect("html-page-context", draw_index)
    app.connect("html-page-context", link_search_files)
    app.connect("write-started", put_into_contents)
    app.connect("html-page-context", link_static_files)
    app.connect("build-finished", take_out_of_contents)
    app.connect("build-finished", note_written)
    app.connect("build-finished", publish_inventory)
    app.connect("build-finished", speak_english, priority=LATE)
    return {
        "version": __version__,
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def add_short_names(app: Sphinx, _config: Config) -> None:
    """Register ``stability-table`` and the like; a name that is taken stays whose it is."""
    standard_directives = app.registry.domain_directives.get("std", {})
    for name, directive in DIRECTIVES.items():
        if is_directive_registered(name) or name in standard_directives:
            _tell_taken("directive", name)
        else:
            app.add_directive(name, directive)
    standard_roles = app.registry.domain_roles.get("std", {})
    for name, role in ROLES.items():
        if is_role_registered(name) or name in standard_roles:
            _tell_taken("role", name)
        else:
            app.add_role(name, role)


def speak_language(_app: Sphinx, config: Config) -> None:
    """Say everything in the language of the documentation, until the build has ended."""
    speak(find_catalog(config.language))
    say_names()


def speak_english(_app: Sphinx, _exception: Exception | None) -> None:
    """What follows in this process is not of this build."""
    speak(None)
    say_names()


def _tell_taken(kind: str, name: str) -> None:
    logger.info("another extension has a %s %r; ours is stability:%s", kind, name, long_name(name))
