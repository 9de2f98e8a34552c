"""Directives and roles, the same in every host: what a page asks for, and what it is shown.

A host reads its own syntax, and makes of each directive and role a value of `uses`. `present` looks
up what it shows, as a value without markup, which the host draws.
"""
