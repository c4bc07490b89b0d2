"""Stored files (by SHA-256) and uploads on their way in: mapping, preview, accept, undo.

Words: stored file, upload, mapping, fingerprint, preview.
"""
