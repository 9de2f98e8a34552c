"""Kubernetes custom resources, from the manifests that define them."""
