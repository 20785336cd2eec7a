"""The numbers of 参数."""

from collections.abc import Mapping

from shuzhi import form


def limits(parameters: Mapping[str, object]) -> dict[str, float]:
    """The numbers of 参数, blank ones as the form says."""
    fields = form.load("township").sheet("parameters").fields
    numbers = [field for field in fields if field.type in ("integer", "number")]
    typed = {field.name: parameters.get(field.name) for field in numbers}
    return {one.name: float(str(one.default if typed[one.name] is None else typed[one.name])) for one in numbers}
