"""The open data of 数据/: CSV files and their description, without any person's data.

CSV is UTF-8 with a byte order mark (Excel and WPS then show Chinese), RFC 4180: commas, lines ended by CRLF, quotes
where needed. Text that a spreadsheet would take for a formula carries a leading apostrophe (model/formula.py).
"""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from shuzhi import form
from shuzhi.model.formula import guarded
from shuzhi.model.indicator import number_text
from shuzhi.model.results import Results
from shuzhi.summarize.addresses import addressed
from shuzhi.summarize.leaflet import leaflet
from shuzhi.summarize.package import DataFile, package
from shuzhi.summarize.schema import Resource, dictionary, fixed_resources, sheet_resource
from shuzhi.summarize.values import Once, parts_of, value_of

DATA = "数据"  # the folder
SHEETS = ("branches", "meetings", "votes", "tasks", "proposals", "works", "problems")
_SPECIAL = re.compile(r'[",\r\n]')  # RFC 4180: what has to be quoted
_PACKAGE, _LEAFLET = "datapackage.json", "说明.txt"
# What a vote of any other kind is about is usually a person: open data then say only which kind it was.
IMPERSONAL_VOTES = ("议事事项", "其他")


def data_files(results: Results, figures: pd.DataFrame) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Name and content of every file of 数据/: in pieces, to be gone through before the next file is asked for.

    `figures` has the columns report, number, text, source, rows. branches.csv has every branch of the roster (what a
    branch that does not count typed stays empty), the other sheets the rows of the branches that count.
    """
    files: list[DataFile] = []
    for resource, frame in _tables(results, figures):
        pieces = _Pieces(csv_pieces(frame[[column.name for column in resource.columns]]))
        yield f"{resource.name}.csv", pieces
        files.append(DataFile(resource, pieces.size, pieces.made.hexdigest(), len(frame)))
    yield _PACKAGE, [package(results, files)]
    yield _LEAFLET, [leaflet(results, [file.resource for file in files])]


def _tables(results: Results, figures: pd.DataFrame) -> Iterator[tuple[Resource, pd.DataFrame]]:
    """What each CSV file holds; those that are long one after the other."""
    codes = results.branches["branch_code"].tolist()
    findings, indicators, printed = fixed_resources()
    described = []
    for name in SHEETS:
        frame = _in_order(_open_frame(results, name), codes)
        described.append(sheet_resource(form.load().sheet(name), frame))
        yield described[-1], frame
    yield findings, addressed(results.findings, codes)
    yield indicators, results.indicators
    yield printed, figures
    yield dictionary(), _columns([*described, findings, indicators, printed, dictionary()])


def data_names() -> list[str]:
    """The names of the files that `data_files` makes."""
    tables = [*SHEETS, *(resource.name for resource in (*fixed_resources(), dictionary()))]
    return [*(f"{name}.csv" for name in tables), _PACKAGE, _LEAFLET]


def _columns(resources: Sequence[Resource]) -> pd.DataFrame:
    """The rows of dictionary.csv."""
    return pd.DataFrame([
        (resource.name, column.name, column.title, column.type, column.unit, column.description)
        for resource in resources for column in resource.columns
    ], columns=[column.name for column in dictionary().columns])


class _Pieces:
    """The pieces of a file, whose size in bytes and hash are known behind the last."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.size, self.made = 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            self.made.update(piece)
            yield piece


def csv_pieces(frame: pd.DataFrame) -> Iterator[bytes]:
    """A frame as CSV: dates ISO, numbers with at most 6 decimals and no trailing zeros, true/false, missing empty."""
    yield codecs.BOM_UTF8 + _written([frame.columns.tolist()])
    texts = [Once(_text) for _ in frame.columns]  # truth values never stand beside numbers
    for part in parts_of(frame):
        columns = (_texts(part[name], known) for name, known in zip(part, texts, strict=True))
        yield _written(zip(*columns, strict=True))


def _texts(column: "pd.Series[Any]", known: Mapping[Any, str]) -> Iterable[str]:
    """What stands in the lines of a column; known: value → text, of all that is not missing."""
    if not column.hasnans:
        return map(known.__getitem__, column.tolist())
    return [known[one] if one == one else "" for one in column.tolist()]  # noqa: PLR0124 - NaN and NaT


def _written(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines of several columns as `csv` writes them, in half its time, from texts as `_text` gives them."""
    return "\r\n".join([*map(",".join, lines), ""]).encode()


def _text(value: object) -> str:
    """A value as it stands in a line of CSV, quoted where needed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = value_of(value)
    if plain is None:
        return ""
    if isinstance(plain, str):
        return _quoted(guarded(plain))
    return number_text(plain, 6) if isinstance(plain, (int, float)) else plain.isoformat()


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if _SPECIAL.search(text) else text


def _open_frame(results: Results, name: str) -> pd.DataFrame:
    """One sheet's rows of the branches that count; of 支部信息 a row for every branch of the roster."""
    frame = results.frames[name]
    if name == "votes":
        return frame.assign(matter=frame["matter"].where(frame["kind"].isin(IMPERSONAL_VOTES), frame["kind"]))
    if name != "branches":
        return frame
    known = ["full_name", "short_name", "org_type", "unit_type", "state", "late", "through"]
    roster = results.branches.set_index("branch_code")[known]
    typed = frame.drop(columns="row").set_index("branch_code")
    return typed.reindex(roster.index).combine_first(roster).assign(row=None).reset_index()


def _in_order(frame: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    places = frame["branch_code"].map({code: place for place, code in enumerate(codes)})
    return frame.assign(branch_place=places).sort_values(["branch_place", "row"], kind="stable", ignore_index=True)
