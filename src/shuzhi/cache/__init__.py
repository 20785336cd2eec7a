"""What runs made and need not make again."""

from shuzhi.cache.keys import key, program, sources
from shuzhi.cache.plain import laid, lay
from shuzhi.cache.store import Cache

__all__ = ["Cache", "key", "laid", "lay", "program", "sources"]
