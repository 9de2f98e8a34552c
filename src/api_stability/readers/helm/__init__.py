"""Values of Helm charts, from ``values.yaml``, its comments, its schema and ``Chart.yaml``."""
