"""Inbox files → tall tables: find, gate, read, bind, normalise (stage.py runs them)."""
