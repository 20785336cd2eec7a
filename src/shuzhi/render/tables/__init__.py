"""The township's or county's own tables: .xlsx files with tags in templates/, filled in."""
