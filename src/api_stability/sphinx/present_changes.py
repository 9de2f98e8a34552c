"""What ``stability-changes`` shows: releases of the ledger, or inventory files, compared."""

from __future__ import annotations

from pathlib import Path

import msgspec

from api_stability.history.editions import find_edition
from api_stability.model.views import Table
from api_stability.sphinx.build import Build
from api_stability.sphinx.full_pages import check_page, title_page
from api_stability.sphinx.uses import ChangesUse
from api_stability.views import parse_options, view_changes


def present_changes(use: ChangesUse, build: Build) -> Table:
    """The table; raise `UserError` for what is neither a release nor an inventory.

    A file is looked for beside the page, then in the folder of the configuration. It is read again
    in each build: a page shows what the file says then.
    """
    options = parse_options(dict(use.options))
    check_page(options.full, build)
    source = Path(build.builder.srcdir)
    folders = ((source / use.page).parent, build.workspace.located.root)
    index, policy = build.index, build.policy
    old = find_edition(use.old, index, policy, folders)
    new = find_edition(use.new, index, policy, folders)
    if not options.project and new.index is index:
        # a page is about the documented project, as it is with other tables
        options = msgspec.structs.replace(options, project=(build.project,))
    elif "*" in options.project:
        options = msgspec.structs.replace(options, project=())
    return title_page(view_changes(old, new, policy, options), build)
