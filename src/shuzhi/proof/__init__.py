"""A finished report read as Word shows it: what must not leave the office, and how a 定稿 differs from it."""
