"""Where the rows of a sheet come to stand when some of them are repeated for every branch."""

from dataclasses import dataclass

LAST_ROW = 1_048_576  # of a sheet (ECMA-376 part 1, 18.3.1.73)


@dataclass(frozen=True)
class Block:
    """Rows that are repeated together, counted as in the template."""

    first: int
    last: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Moves:
    """The repeated rows of one sheet, from top to bottom, and how often each stands there."""

    blocks: tuple[Block, ...] = ()
    copies: int = 1

    def block(self, row: int) -> Block | None:
        """The block that a row of the template belongs to."""
        return next((one for one in self.blocks if one.first <= row <= one.last), None)

    def row(self, row: int, copy: int = 0) -> int:
        """Where a row of the template stands; of a repeated one its copy, the first unless told.

        A range to the last row of the sheet still ends there.
        """
        own = self.block(row)
        above = sum(one.height for one in self.blocks if one.last < row) * (self.copies - 1)
        return min(row + above + (own.height * copy if own else 0), max(row, LAST_ROW))

    def end(self, row: int) -> int:
        """Where a range ends whose last row in the template is `row`: behind all copies of its block."""
        own = self.block(row)
        return self.row(row, self.copies - 1 if own and row == own.last else 0)


STILL = Moves()
