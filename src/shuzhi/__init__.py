"""shuzhi (述职): branch workbooks in, duty reports and the township's summary out."""

from importlib.metadata import version

__version__ = version("shuzhi")
