"""支部信息 as formulas see it."""

from collections.abc import Sequence
from functools import cached_property

from shuzhi.author.selfcheck.cells import DAYS, counted, is_amount, is_empty, spelled
from shuzhi.author.selfcheck.terms import Term, Value, is_blank
from shuzhi.form import Form
from shuzhi.model.sheet import Binding, RawSheet, column_letter, quoted
from shuzhi.model.units import PARENTS

COVERAGE = ("coverage_start", "coverage_end")
UNDATED = "先看支部信息：统计起止日期没填，或没认出。"


class Facts:
    """支部信息: each item's cell. An item the sheet lacks is as good as blank.

    Some of its items (`only`) are the same as those of another workbook where they say the same.
    """

    def __init__(
        self, form: Form, raw: RawSheet | None, binding: Binding | None, shown: frozenset[str] | None = None
    ) -> None:
        """Without a sheet every item is blank; shown: the items that may be asked for, None = all."""
        self.form, self.raw, self.binding = form, raw, binding
        self.sheet = form.sheet("branches")
        self._shown = shown

    def only(self, *names: str) -> "Facts":
        """These items alone; KeyError where another one is asked for."""
        return Facts(self.form, self.raw, self.binding, frozenset(names))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self._says == other._says

    def __hash__(self) -> int:
        return hash(self._says)

    @cached_property
    def _says(self) -> tuple[tuple[str, type, str, Value], ...]:
        """Text and value of each item shown, with the value's type: 1 is not true."""
        names = sorted(self._shown if self._shown is not None else (field.name for field in self.sheet.fields))
        terms = ((name, self[name]) for name in names)
        return tuple((name, type(term.value), term.text, term.value) for name, term in terms)

    def __getitem__(self, name: str) -> Term:
        """The content of an item."""
        if self._shown is not None and name not in self._shown:
            raise KeyError(name)
        if self.raw is None or self.binding is None or name not in self.binding.items:
            return Term('""', "")
        row, column = self.binding.items[name], self.binding.columns[""]
        return Term(f"{quoted(self.raw.title)}!${column_letter(column)}${row}", counted(self.raw.cell(row, column)))

    def has(self, name: str) -> bool:
        """Whether the sheet has the item."""
        return self.binding is not None and name in self.binding.items

    def title(self, name: str) -> str:
        """What an item is called; "" for none."""
        return self.sheet.field(name).title if name else ""

    def target(self, name: str = "") -> str:
        """The cell of an item, or of the first one, for a link; "" where there is none."""
        if self.raw is None or self.binding is None:
            return ""
        row = self.binding.items.get(name, min(self.binding.items.values()))
        return f"{quoted(self.raw.title)}!{column_letter(self.binding.columns[''])}{row}"

    def one_of(self, name: str, choices: Sequence[str]) -> Term:
        """True where an item names one of the choices."""
        cell = self[name]
        spellings = spelled(self.form, self.sheet.field(name), choices)
        known = {each.lower() for each in spellings}
        text = ",".join(f'{cell.text}="{each}"' for each in spellings)
        return Term(f"OR({text})", isinstance(cell.value, str) and cell.value.lower() in known)

    @property
    def is_branch(self) -> Term:
        """True of the kinds of 支部; 党总支 and 党委 are not measured by the rules for 支部."""
        kinds = self.sheet.field("org_type").choices
        return self.one_of("org_type", [kind for kind in kinds if kind not in PARENTS])

    def known(self, *names: str) -> Term:
        """True where all these items are days."""
        cells = [self[name] for name in names]
        text = "*".join(f"ISNUMBER({c.text})*({c.text}>{DAYS[0]})*({c.text}<{DAYS[1]})" for c in cells)
        return Term(f"({text}>0)", all(is_amount(c.value) and DAYS[0] < c.value < DAYS[1] for c in cells))

    @property
    def filled(self) -> Term:
        """How many items have content."""
        cells = [self[field.name] for field in self.sheet.fields if self.has(field.name)]
        text = "+".join(f"(LEN(TRIM({cell.text}))>0)" for cell in cells)
        return Term(f"({text})", sum(not is_blank(cell).value for cell in cells))

    def unread(self, kind: str) -> Term:
        """How many items of a type hold text instead; a day of which the month is enough may be text."""
        wanted = [field.name for field in self.sheet.fields if field.type == kind and not field.month]
        cells = [self[name] for name in wanted if self.has(name)]
        text = "+".join(f"ISTEXT({cell.text})*(LEN(TRIM({cell.text}))>0)" for cell in cells)
        return Term(text or "0", sum(isinstance(cell.value, str) and not is_empty(cell.value) for cell in cells))

    def row(self, name: str) -> Term:
        """The Excel row of an item; 0 if it is not there."""
        if not self.has(name):
            return Term("0", 0)
        cell = self[name].text
        return Term(f"ROW({cell})", self.binding.items[name] if self.binding else 0)
