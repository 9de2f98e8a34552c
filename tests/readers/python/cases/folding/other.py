from folding.constants import cycle_a

cycle_b = cycle_a
