"""shuzhi (述职): branch workbooks in, duty reports and the township's summary out."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up where it is asked for: that takes longer than all the rest of a start."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version  # noqa: PLC0415 - see above

    return version("shuzhi")
