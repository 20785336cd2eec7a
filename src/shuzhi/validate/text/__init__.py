"""Text rules: everything typed is read once, whatever its column. A cell's text is never quoted in what staff read."""
