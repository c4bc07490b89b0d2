"""The API door: /api/v1/, described by OpenAPI 3.1; one file a domain app."""
