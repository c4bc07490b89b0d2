"""Settings, root addresses, WSGI."""
