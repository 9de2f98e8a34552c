"""Inventories that other projects publish: found, fetched within bounds, checked, kept for later.

Nothing here is used unless somebody configured another project; nothing is ever executed, and what
comes from elsewhere is either a whole valid inventory or a problem that is told.
"""
