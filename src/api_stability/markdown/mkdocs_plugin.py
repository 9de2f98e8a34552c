"""The MkDocs plugin ``api_stability``, for ProperDocs as well: one line in ``mkdocs.yml``.

It is for comfort: it registers the Markdown extension, and the griffe extension where mkdocstrings
is used, adds style sheet and script, watches what the project is read from, publishes
``stability.json``, and tells Material the status of pages. Each of these can be had without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from api_stability.freshness import write_whole
from api_stability.language import find_catalog, speaking
from api_stability.markdown.blocks import NAME
from api_stability.markdown.engines import find_language
from api_stability.markdown.reporting import forget_told
from api_stability.markdown.settings import Settings, make_asked, read_settings
from api_stability.markdown.status import find_status, list_statuses
from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.publishing import INVENTORY, select_public
from api_stability.sites import SITES, Asked, Opened, find_watched

GRIFFE: Final = "api_stability.griffe"
FOLDER: Final = "assets/api-stability"
"""Of the site: where style sheet and script are."""
SHARED: Final = tuple(field.name for field in msgspec.structs.fields(Settings))
"""The settings that the Markdown extension has as well."""
EARLY: Final = 75
"""Before mkdocstrings and autorefs are configured."""


class PluginConfig(Config):
    """What ``mkdocs.yml`` says below the plugin's name."""

    config = config_options.Type(str, default="")
    language = config_options.Type(str, default="")
    cache = config_options.Type((str, bool), default=".cache/api-stability")
    inventories = config_options.Optional(config_options.Type(dict))
    inventory_timeout = config_options.Type((int, float), default=10.0)
    inventory_limit = config_options.Type((int, float), default=10.0)
    inventory_cache_limit = config_options.Type(int, default=5)
    publish = config_options.Type(bool, default=True)
    status = config_options.Type(bool, default=True)
    griffe = config_options.Type((bool, dict), default=True)


class StabilityPlugin(BasePlugin[PluginConfig]):
    """Sets everything up."""

    asked: Asked
    opened: Opened | None = None

    @event_priority(EARLY)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Register the extensions and the assets."""
        own = {name: self.config[name] for name in SHARED}
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.asked = make_asked(read_settings(own)[0], root, find_language(config.theme))
        if NAME not in config.markdown_extensions:
            config.markdown_extensions.append(NAME)
            config.mdx_configs.setdefault(NAME, own)
        if self.config.griffe is not False:
            self._register_griffe(config, {**own, "root": str(root)})
        config.extra_css.append(f"{FOLDER}/{STYLE_SHEET}")
        config.extra_javascript.append(f"{FOLDER}/{SCRIPT}")
        return config

    def _register_griffe(self, config: MkDocsConfig, own: dict[str, Any]) -> None:
        """Add the griffe extension to the Python handler of mkdocstrings, unless it is there."""
        plugin = config.plugins.get("mkdocstrings")
        if plugin is None:
            return
        more = self.config.griffe if isinstance(self.config.griffe, dict) else {}
        handlers = plugin.config.setdefault("handlers", {})
        handler = handlers.setdefault("python", {})
        options = handler.setdefault("options", {})
        extensions = options.setdefault("extensions", [])
        names = [next(iter(each)) if isinstance(each, dict) else each for each in extensions]
        if GRIFFE not in names:
            extensions.append({GRIFFE: {**own, **more}})

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Look at the project anew."""
        SITES.look_again()
        forget_told()
        try:
            self.opened = SITES.open(self.asked)
        except UserError as error:
            raise PluginError(f"api_stability: {error}") from None
        statuses = config.extra.setdefault("status", {})
        for name, text in list_statuses(self.opened.site.policy).items():
            statuses.setdefault(name, text)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add style sheet and script to the site, unless the project has files of these names."""
        with speaking(find_catalog(self.asked.language)):
            for name in (STYLE_SHEET, SCRIPT):
                place = f"{FOLDER}/{name}"
                if files.get_file_from_path(place) is None:
                    files.append(File.generated(config, place, content=read_asset(name)))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_others: Any) -> None:
        """Tell Material the page's status, unless its author does."""
        if self.config.status and self.opened is not None and "status" not in page.meta:
            status = find_status(markdown, self.opened.site)
            if status is not None:
                page.meta["status"] = status

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish the inventory."""
        if self.config.publish and self.opened is not None:
            data = encode_json(select_public(self.opened.inventory), indent=1)
            write_whole(Path(config.site_dir) / INVENTORY, data)

    def on_serve(self, server: LiveReloadServer, **_others: Any) -> LiveReloadServer:
        """Watch what the project is read from."""
        if self.opened is not None:
            for path in find_watched(self.opened.workspace):
                server.watch(str(path))
        return server
