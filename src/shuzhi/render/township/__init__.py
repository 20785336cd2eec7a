"""The township's own reports: what they say of its own work, and of all branches together."""
