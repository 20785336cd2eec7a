"""The passes of `shuzhi run`: read, join, write."""
