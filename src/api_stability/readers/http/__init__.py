"""Reads OpenAPI (3.x) and Swagger (2.0) descriptions of HTTP APIs."""
