"""What ``stability-changes`` shows: releases of the ledger, or inventory files, compared."""

from __future__ import annotations

import msgspec

from api_stability.directives.full_pages import check_page, title_page
from api_stability.directives.site import Site
from api_stability.directives.uses import ChangesUse
from api_stability.history.editions import find_edition
from api_stability.model.views import Table
from api_stability.views import parse_options, view_changes


def present_changes(use: ChangesUse, site: Site) -> Table:
    """The table; raise `UserError` for what is neither a release nor an inventory.

    A file is looked for beside the page, then in the folder of the configuration. It is read again
    in each build: a page shows what the file says then.
    """
    options = parse_options(dict(use.options))
    check_page(options.full, site)
    beside = site.pages.find_folder(use.page)
    folders = (site.root,) if beside is None else (beside, site.root)
    index, policy = site.index, site.policy
    old = find_edition(use.old, index, policy, folders)
    new = find_edition(use.new, index, policy, folders)
    if not options.project and new.index is index:
        # a page is about the documented project, as it is with other tables
        options = msgspec.structs.replace(options, project=(site.project,))
    elif "*" in options.project:
        options = msgspec.structs.replace(options, project=())
    return title_page(view_changes(old, new, policy, options), site)
