"""A module with a public name."""


def inside(): ...
