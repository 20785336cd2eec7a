"""What runs made and need not make again."""

from shuzhi.cache.keys import key, program, sources
from shuzhi.cache.plain import packed, unpacked
from shuzhi.cache.store import Cache

__all__ = ["Cache", "key", "packed", "program", "sources", "unpacked"]
