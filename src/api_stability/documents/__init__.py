"""Documents in YAML and JSON as trees whose values know their lines; bounded, never recursive."""
