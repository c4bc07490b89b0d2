"""The web door: pages that work without script; inside, one folder a domain app."""
