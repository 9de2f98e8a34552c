"""Feature gates, from lists of the stages that each went through."""
