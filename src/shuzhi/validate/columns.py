"""Columns as rules see them: numpy arrays under pandas' own words.

A rule puts a few short questions to a few thousand cells, and pandas takes longer to prepare each answer than to give
it. A Column answers the commonest from a numpy array; whatever else it is asked is pandas' own and goes to its Series.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_TEXT, _DAY, _SPAN, _BOOL, _NUMBER = "text", "day", "span", "bool", "number"
_KINDS = {"O": _TEXT, "M": _DAY, "m": _SPAN, "b": _BOOL, "i": _NUMBER, "f": _NUMBER}
_SCALARS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, _TEXT), (bool, _BOOL), ((int, float), _NUMBER), (pd.Timestamp, _DAY), (pd.Timedelta, _SPAN),
)
_BLANKS: Mapping[str, Any] = {_TEXT: np.nan, _DAY: np.datetime64("NaT"), _SPAN: np.timedelta64("NaT"), _NUMBER: np.nan}
# Between which kinds an operation is numpy's; all other pairs are left to pandas.
_LOGIC = frozenset({(_BOOL, _BOOL)})
_EQUAL = frozenset({(kind, kind) for kind in _KINDS.values()})
_ORDER = frozenset({(kind, kind) for kind in (_DAY, _SPAN, _NUMBER)})
_TIMES = frozenset({(_NUMBER, _NUMBER)})
_PLUS = frozenset({(_NUMBER, _NUMBER), (_DAY, _SPAN)})
_MINUS = frozenset({(_NUMBER, _NUMBER), (_DAY, _DAY), (_DAY, _SPAN)})


class Column:
    """The cells of one column, or what a rule found of them.

    values  bool, int64, float64, datetime64[s], timedelta64[s], or object with str and NaN; never written to
    index   labels of the rows; columns of one sheet share one object
    """

    __pandas_priority__ = 5000  # Series + Column is left to Column
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, values: NDArray[Any], index: pd.Index, series: "pd.Series | None" = None) -> None:
        """`series`: the same cells as pandas has them, where it has."""
        self.values = values
        self.index = index
        self._own = series

    @classmethod
    def of(cls, series: pd.Series, index: pd.Index | None = None) -> "Column":
        """The cells of a Series; `index`: the same labels, as the columns beside it share them."""
        values = series.to_numpy() if isinstance(series.dtype, np.dtype) else series.to_numpy(dtype=object)
        return cls(values, series.index if index is None else index, series)

    @cached_property
    def series(self) -> pd.Series:
        """The same cells as a Series."""
        if self._own is not None:
            return self._own
        return pd.Series(self.values, self.index, dtype="str" if self._kind == _TEXT else None, copy=False)

    @property
    def texts(self) -> Iterable[str]:
        """The different texts of a column of text."""
        return self._coded[1]

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """A number for each cell, the same for equal ones; -1 = blank."""
        return self._coded[0] if self._kind == _TEXT else pd.factorize(self.values)[0]

    @property
    def dtype(self) -> Any:
        """As of the Series."""
        return self.series.dtype if self._kind == _TEXT else self.values.dtype

    @property
    def shape(self) -> tuple[int, ...]:
        """As of the Series."""
        return self.values.shape

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.series)

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[Any]:
        """For numpy and pandas."""
        return np.array(self.values, dtype=dtype, copy=copy)

    def __getitem__(self, key: Any) -> Any:
        return self.series[plain(key)]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_own":
            raise AttributeError(name)
        return getattr(self.series, name)

    def __and__(self, other: Any) -> "Column":
        return self._with(other, operator.and_, _LOGIC)

    def __or__(self, other: Any) -> "Column":
        return self._with(other, operator.or_, _LOGIC)

    def __eq__(self, other: object) -> "Column":  # type: ignore[override]
        return self._with(other, operator.eq, _EQUAL)

    def __ne__(self, other: object) -> "Column":  # type: ignore[override]
        return self._with(other, operator.ne, _EQUAL)

    def __lt__(self, other: Any) -> "Column":
        return self._with(other, operator.lt, _ORDER)

    def __le__(self, other: Any) -> "Column":
        return self._with(other, operator.le, _ORDER)

    def __gt__(self, other: Any) -> "Column":
        return self._with(other, operator.gt, _ORDER)

    def __ge__(self, other: Any) -> "Column":
        return self._with(other, operator.ge, _ORDER)

    def __add__(self, other: Any) -> "Column":
        return self._with(other, operator.add, _PLUS)

    def __sub__(self, other: Any) -> "Column":
        return self._with(other, operator.sub, _MINUS)

    def __mul__(self, other: Any) -> "Column":
        return self._with(other, operator.mul, _TIMES)

    def __truediv__(self, other: Any) -> "Column":
        return Column.of(self.series / plain(other, frame=True))

    def __mod__(self, other: Any) -> "Column":
        return Column.of(self.series % plain(other, frame=True))

    __rand__, __ror__, __rmul__ = __and__, __or__, __mul__

    def __radd__(self, other: Any) -> "Column":
        return Column.of(plain(other, frame=True) + self.series)

    def __rsub__(self, other: Any) -> "Column":
        return Column.of(plain(other, frame=True) - self.series)

    def __invert__(self) -> "Column":
        return self._made(~self.values) if self._kind == _BOOL else Column.of(~self.series)

    eq, ne, lt, le, gt, ge, sub = __eq__, __ne__, __lt__, __le__, __gt__, __ge__, __sub__

    def isna(self) -> "Column":
        """True for a blank cell."""
        return self._made(self._missing)

    def notna(self) -> "Column":
        """True for a filled cell."""
        return self._made(~self._missing)

    def isin(self, wanted: Iterable[Any]) -> "Column":
        """True where the cell is one of these."""
        if self._kind == _TEXT:
            codes, places = self._coded
            picked = np.zeros(len(places) + 1, dtype=bool)  # the last one is that of blank cells, -1
            picked[[places[one] for one in wanted if isinstance(one, str) and one in places]] = True
            return self._made(picked[codes])
        if self.values.dtype.kind == "i":
            numbers = wanted.values if isinstance(wanted, Column) else np.asarray(
                wanted if isinstance(wanted, pd.Series | pd.Index | np.ndarray | list) else list(wanted), dtype="int64")
            return self._made(np.isin(self.values, numbers))
        return self._made(self.series.isin(plain(wanted, frame=True)).to_numpy())

    def fillna(self, value: Any) -> "Column":
        """Blank cells replaced by a value, or by the cells beside them."""
        other = self._beside(value)
        if other is None or other[1] != self._kind or self._kind == _BOOL:
            return Column.of(self.series.fillna(plain(value, frame=True)))
        return self._made(np.where(self._missing, other[0], self.values))

    def where(self, kept: Any, *other: Any) -> "Column":
        """The cells where `kept` is True, else blank (or `other`)."""
        return self._masked(kept, other, hidden=False)

    def mask(self, hidden: Any, *other: Any) -> "Column":
        """Blank (or `other`) where `hidden` is True, else the cells."""
        return self._masked(hidden, other, hidden=True)

    def told(self, words: Mapping[str, str]) -> "Column":
        """Of a column of text the words for each text; blank where there are none."""
        codes, places = self._coded
        found = np.full(len(places) + 1, np.nan, dtype=object)  # the last one is that of blank cells, -1
        for text, place in places.items():
            found[place] = words.get(text, np.nan)
        return self._made(found[codes])

    def at(self, places: NDArray[np.int64], index: pd.Index) -> "Column":
        """The cells at these places (-1 = a blank one) as a column of its own."""
        if self._kind == _TEXT:
            codes, known = self._coded
            values = np.append(self.values, np.nan)[places]
            made = Column(values, index)
            made._coded = (np.append(codes, -1)[places], known)
            return made
        kind = _NUMBER if self._kind == _BOOL else self._kind
        return Column(np.append(self.values, _BLANKS[kind])[places], index)

    def abs(self) -> "Column":
        """Without the sign."""
        return self._made(np.abs(self.values))

    def any(self) -> bool:
        """Whether any is True."""
        return bool(self.values.any())

    def all(self) -> bool:
        """Whether all are True."""
        return bool(self.values.all())

    def to_numpy(self) -> NDArray[Any]:
        """The array itself: read it only."""
        return self.values

    @cached_property
    def _kind(self) -> str:
        return _KINDS[self.values.dtype.kind]

    @cached_property
    def _coded(self) -> tuple[NDArray[np.int64], dict[str, int]]:
        """Of text: the place of each cell's text among the different ones (-1 = blank), and those places."""
        codes, texts = pd.factorize(self.values)
        return codes, {text: place for place, text in enumerate(texts)}

    @cached_property
    def _missing(self) -> NDArray[np.bool_]:
        if self._kind == _TEXT:
            blank: NDArray[np.bool_] = self._coded[0] < 0
            return blank
        if self._kind in (_DAY, _SPAN):
            unknown: NDArray[np.bool_] = np.isnat(self.values)
            return unknown
        is_float = self.values.dtype.kind == "f"
        return np.isnan(self.values) if is_float else np.zeros(len(self), dtype=bool)

    def _made(self, values: NDArray[Any]) -> "Column":
        return Column(values, self.index)

    def _with(self, other: Any, operation: Callable[[Any, Any], Any], pairs: frozenset[tuple[str, str]]) -> "Column":
        beside = self._beside(other)
        if beside is None or (self._kind, beside[1]) not in pairs:
            return Column.of(operation(self.series, plain(other, frame=True)))
        if self._kind == _TEXT and isinstance(other, str):
            codes, places = self._coded
            return self._made(operation(codes, places.get(other, len(places))))
        return self._made(operation(self.values, beside[0]))

    def _beside(self, other: Any) -> tuple[Any, str] | None:
        """The other side of an operation as numpy takes it, and its kind; None where that is for pandas to say."""
        if isinstance(other, Column):
            return (other.values, _KINDS[other.values.dtype.kind]) if _same(self.index, other.index) else None
        if isinstance(other, pd.Series):
            kind = _KINDS.get(other.dtype.kind) if isinstance(other.dtype, np.dtype) else None
            return (other.to_numpy(), kind) if kind and kind != _TEXT and _same(self.index, other.index) else None
        kind = next((name for types, name in _SCALARS if isinstance(other, types)), None)
        if kind is None or pd.isna(other):
            return None
        if kind in (_DAY, _SPAN):
            seconds = other.as_unit("s")
            return (seconds.to_numpy(), kind) if seconds == other else None
        return other, kind

    def _masked(self, condition: Any, other: tuple[Any, ...], *, hidden: bool) -> "Column":
        beside = self._beside(condition)
        if other or beside is None or beside[1] != _BOOL or self._kind == _BOOL or self.values.dtype.kind == "i":
            turn = self.series.mask if hidden else self.series.where
            return Column.of(turn(plain(condition, frame=True), *(plain(one, frame=True) for one in other)))
        kept = ~beside[0] if hidden else beside[0]
        return self._made(np.where(kept, self.values, _BLANKS[self._kind]))


# The cells of rows: a Column of a sheet, a Series of some of its rows. The same words work for both, so rules need not
# know which they hold; Rows: a Sheet, or a DataFrame of some of its rows.
Cells: TypeAlias = Any
Rows: TypeAlias = Any


def plain(value: Any, *, frame: bool = False) -> Any:
    """A Column as an array (`frame`: as a Series), anything else as it is."""
    if not isinstance(value, Column):
        return value
    return value.series if frame else value.values


def _same(one: pd.Index, other: pd.Index) -> bool:
    return one is other or one.equals(other)
