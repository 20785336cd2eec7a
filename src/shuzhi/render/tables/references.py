"""Ranges and formulas of a sheet whose rows move: they mean what they meant, a repeated row all its copies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from shuzhi.render.tables.moves import STILL, Moves

_PLACE = re.compile(r"(\$?[A-Za-z]{0,3})(\$?)(\d+)")
_OPERAND = re.compile(r"((?:'(?:[^']|'')+'|[^'!]+)!)?(\$?[A-Za-z]{0,3}\$?\d+)(?::(\$?[A-Za-z]{0,3}\$?\d+))?")
# Functions of lists: of one repeated cell they mean all its copies.
_OF_LISTS = frozenset({
    "SUM(", "AVERAGE(", "COUNT(", "COUNTA(", "COUNTBLANK(", "MAX(", "MIN(", "PRODUCT(", "SUBTOTAL(", "MEDIAN(",
})


@dataclass(frozen=True)
class Scope:
    """How the formulas of one sheet are read.

    sheet  its name, for references without one
    moves  name of a sheet → how its rows move
    row, copy  of a formula in a repeated row: its row in the template, and the copy it stands in
    """

    sheet: str
    moves: Mapping[str, Moves]
    row: int = 0
    copy: int = 0


def area(text: str, moves: Moves) -> str:
    """An address or range (D5, D5:F9); a repeated cell becomes the range of its copies."""
    first, _, last = text.partition(":")
    low, high = _placed(first, moves, 0), _ended(last or first, moves)
    return low if low == high else f"{low}:{high}"


def areas(text: str, moves: Moves) -> str:
    """Several of them with blanks between."""
    return " ".join(area(one, moves) for one in text.split())


def spot(text: str, moves: Moves, copy: int = 0) -> str:
    """One address; of a repeated cell that of one copy."""
    return _placed(text, moves, copy)


def formula(text: str, scope: Scope) -> str:
    """A formula without its leading =, the same way."""
    try:
        tokens = Tokenizer(f"={text}").items
    except TokenizerError:  # of no grammar that Excel knows: nobody knows what it points to
        return text
    parts, functions = [], [""]
    for place, token in enumerate(tokens):
        parts.append(_operand(token.value, scope, alone=_alone(tokens, place) and functions[-1] in _OF_LISTS)
                     if token.type == Token.OPERAND and token.subtype == Token.RANGE else token.value)
        if token.subtype == Token.OPEN:
            functions.append(token.value.upper())
        elif token.subtype == Token.CLOSE:
            functions.pop()
    return "".join(parts)


def series(text: str, scope: Scope) -> str:
    """The range that a chart draws: of a repeated cell all its copies."""
    return formula(f"SUM({text})", scope)[4:-1]


def _alone(tokens: list[Token], place: int) -> bool:
    """Whether an operand is a whole argument of a function."""
    before, after = tokens[place - 1 : place], tokens[place + 1 : place + 2]
    ends = ((before, Token.OPEN), (after, Token.CLOSE))
    return all(
        bool(beside) and (beside[0].subtype == bracket or beside[0].type == Token.SEP) for beside, bracket in ends
    )


def _operand(text: str, scope: Scope, *, alone: bool) -> str:
    match = _OPERAND.fullmatch(text)
    if not match:
        return text
    prefix, first, last = match.groups()
    name = prefix[:-1].strip("'").replace("''", "'") if prefix else scope.sheet
    moves = scope.moves.get(name, STILL)
    row = scope.row if name == scope.sheet else 0
    low = _placed(first, moves, scope.copy if _follows(first, row, moves) else 0)
    end = last or (first if alone and not _follows(first, row, moves) else "")
    if not end:
        return f"{prefix or ''}{low}"
    high = _placed(end, moves, scope.copy) if _follows(end, row, moves) else _ended(end, moves)
    return f"{prefix or ''}{low}" if not last and low == high else f"{prefix or ''}{low}:{high}"


def _follows(place: str, row: int, moves: Moves) -> bool:
    """Whether an address goes with the copy of a formula's `row`: it is of the same block, and its row has no $."""
    match, own = _PLACE.fullmatch(place), moves.block(row)
    return bool(own and match and not match[2] and moves.block(int(match[3])) == own)


def _placed(place: str, moves: Moves, copy: int) -> str:
    match = _PLACE.fullmatch(place)
    return f"{match[1]}{match[2]}{moves.row(int(match[3]), copy)}" if match else place


def _ended(place: str, moves: Moves) -> str:
    match = _PLACE.fullmatch(place)
    return f"{match[1]}{match[2]}{moves.end(int(match[3]))}" if match else place
