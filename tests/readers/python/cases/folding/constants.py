__all__ = ["STARRED"]

BASE = "2"
NEXT = BASE + ".0"
STARRED = "starred"


class Texts:
    INSTEAD = "folding.formatted"


from folding.other import cycle_b

cycle_a = cycle_b

d0 = "0123456789"
d1 = d0 + d0 + d0 + d0 + d0 + d0 + d0 + d0 + d0 + d0
d2 = d1 + d1 + d1 + d1 + d1 + d1 + d1 + d1 + d1 + d1
d3 = d2 + d2 + d2 + d2 + d2 + d2 + d2 + d2 + d2 + d2
d4 = d3 + d3 + d3 + d3 + d3 + d3 + d3 + d3 + d3 + d3
doubled = d4 + d4 + d4 + d4 + d4 + d4 + d4 + d4 + d4 + d4 + d4
