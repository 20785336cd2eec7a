"""`shuzhi fields [FILE]`: columns, indicators and rules; as a file, every tag of templates with an example."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from shuzhi import form
from shuzhi.author.dictionary import Entry, TagPart, dictionary, tag_book
from shuzhi.commands.aligned import table, wrapped
from shuzhi.commands.copies import put_new
from shuzhi.commands.specimen import specimen
from shuzhi.commands.templates import house
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.compute.catalogue import definitions
from shuzhi.errors import UsageFault
from shuzhi.model.facts import Facts
from shuzhi.render.context import context_of
from shuzhi.render.document import Block, Paragraph, Table, document
from shuzhi.render.known import Shape, Tag, examples, shapes, tags
from shuzhi.styles import BODY, HEADING_1, TITLE
from shuzhi.validate import listing
from shuzhi.workspace import Workspace

_TITLE = "报告模板标签清单"
_OTHERS = "其他"
_TOWNSHIP = "乡镇的报告："
_INTRO = (
    "本清单列出报告模板里能用的全部标签。照抄“写法”一栏，连大括号一起写进模板，大括号和里面的点用英文输入法打。",
    "“示例”是用一个示例支部的数据印出来的，支部和人名都是编的。写“（空）”的，是示例支部没有这项内容。",
    "标题是“乡镇的报告”的几部分，只用在乡镇自己的报告（乡镇台账“报告”表里“报告主体”填“乡镇”的）的模板里；别的用在支部的报告里。",
    "成组的内容一行一行印：前面单独一段写 {%p for … %}，后面单独一段写 {%p endfor %}。",
    "在表格里，换成 {%tr for … %} 和 {%tr endfor %}，各占一行。",
    "县里、市里发的 Excel 表（.xlsx）也能填：放进 templates 文件夹，在单元格里写“乡镇的报告”的标签。",
    "填好的表在“报告/乡镇”里；文件名里的 {报告期} 会换成 2023年第三季度 这样的字。",
    "写着 {{ 支部.简称 }}、{{ 支部.党员总数 }} 这样标签的那一行，会按名册每个支部印一行，{{ 序号 }} 印顺序号。",
    '合计写 {{ 全体指标.党员总数 }}，某一个支部的数写 {{ 各支部["石井村"].党员总数 }}。',
)
_WIDTHS = (3144, 3000, 2700)
_LINES = ("各支部", "小计")
_SHEETS = {"意见建议": "proposals"}  # lists whose tag is not the sheet's title


def fields() -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """(title, header, rows) of each part of the dictionary."""
    standard = form.load()
    header, *rows = map(tuple, dictionary(standard))
    yield "栏目", header, list(rows)
    yield "指标", ("标签", "名称", "单位", "英文名"), [
        (f"指标.{one.tag}", one.title, one.unit, one.name) for one in definitions()
    ]
    yield "规则", tuple(listing.HEADER), [tuple(line) for line in listing.listing(standard)]


def listed(columns: int | None) -> str:
    """The same as text: one entry below another in lines of so many columns; None: as wide tables."""
    if columns is None:
        return "\n\n".join(f"{title}\n{table(header, rows)}" for title, header, rows in fields())
    (_, _, entries), (_, _, indicators), (_, _, rules) = fields()
    parts = {
        "栏目（表·栏目：模板中的写法；怎么填）": [_entry(Entry(*entry)) for entry in entries],
        "指标（标签：名称，单位）": [f"{tag}：{name}" + f"，{unit}" * bool(unit) for tag, name, unit, _ in indicators],
        "规则（编号、级别、在哪里、问题和改法）": [_rule(listing.Listed(*line)) for line in rules],
    }
    return "\n\n".join(
        "\n".join([title, *(line for text in told for line in _hung(text, columns))]) for title, told in parts.items()
    )


def _entry(entry: Entry) -> str:
    kind = "，".join(filter(None, (entry.type, entry.unit)))
    choices = f"可选：{entry.choices}。" if entry.choices else ""
    return f"{entry.sheet}·{entry.title}：{entry.tag}；{kind}。{entry.required}{choices}{entry.help}"


def _rule(line: listing.Listed) -> str:
    threshold = f"阈值{line.threshold}。" if line.threshold else ""
    source = f"（{line.source}）" if line.source else ""
    return f"{line.code}  {line.level}  {line.sheet}  {line.column}  {line.message}{line.hint}{threshold}{source}"


def _hung(text: str, columns: int) -> list[str]:
    """Lines of a text, those after the first set in."""
    first, *others = wrapped(text, columns - 4)
    return [first, *(f"    {line}" for line in others)]


def tag_parts() -> tuple[TagPart, ...]:
    """Every tag a branch's template may use, by part, with what it is and what it prints of the specimen branch."""
    return _parts(specimen(), _words())


def township_tag_parts() -> tuple[TagPart, ...]:
    """The same of a template for the township's own report; each part says whose it is."""
    words = _words()
    own = {kind: {**words[kind], **words[f"township_{kind}"]} for kind in ("part", "tag")}
    parts = _parts(township_specimen(), own)
    return tuple(part._replace(title=f"{_TOWNSHIP}{part.title}") for part in parts)


def _parts(facts: Facts, words: Mapping[str, Mapping[str, str]]) -> tuple[TagPart, ...]:
    known = shapes(context_of(facts))
    every = tuple(tag for tag in tags(known) if not _figure_of_line(tag, known))
    parts: dict[str, list[tuple[str, str, str]]] = {}
    for tag, example in zip(every, examples(context_of(facts), every), strict=True):
        row = (f"{{{{ {tag.text} }}}}", _meaning(tag, words["tag"]), example or "（空）")
        parts.setdefault(_part(tag), []).append(row)
    ordered = sorted(parts, key=lambda title: title != _OTHERS)
    return tuple(TagPart(title, _note(title, words["part"]), tuple(parts[title])) for title in ordered)


def _figure_of_line(tag: Tag, known: Mapping[str, Shape]) -> bool:
    """Whether it is an indicator of a branch's or a sub-total's line: those of 全体指标 once more."""
    return bool(tag.loops) and tag.loops[0][1] in _LINES and tag.text.partition(".")[2] in known["全体指标"].names


def write_tags(workspace: Workspace, path: Path) -> int:
    """Write the list of tags as .docx or .xlsx, by the ending of `path`; gives how many tags it holds.

    UsageFault for another ending, or where the file is there already; NotFound where a .docx finds no house style.
    """
    parts = (*tag_parts(), *township_tag_parts())
    kind = path.suffix.lower()
    if kind not in (".docx", ".xlsx"):
        raise UsageFault(f"标签清单只能存成 .docx 或 .xlsx，“{path.name}”不行。请改一下文件名。")
    data = tag_book(_TITLE, _INTRO, parts) if kind == ".xlsx" else _paper(workspace, parts)
    put_new(path, data)
    return sum(len(part.rows) for part in parts)


def _paper(workspace: Workspace, parts: tuple[TagPart, ...]) -> bytes:
    blocks: list[Block] = [Paragraph(TITLE, _TITLE), *(Paragraph(BODY, text) for text in _INTRO)]
    for number, part in enumerate(parts, 1):
        blocks.append(Paragraph(HEADING_1, f"{form.model.han_number(number)}、{part.title}"))
        blocks += [Paragraph(BODY, part.note)] if part.note else []
        blocks.append(Table(_WIDTHS, (("写法", "是什么", "示例"), *part.rows)))
    return document(house(workspace), _TITLE, blocks)


def _part(tag: Tag) -> str:
    """The heading a tag stands below: what is before its point, or its list."""
    name = tag.loops[0][1] if tag.loops else tag.text
    if name.startswith("文字.") or (not tag.loops and "." in name):
        return name.split(".")[0]
    return name if tag.loops else _OTHERS


def _note(title: str, words: Mapping[str, str]) -> str:
    if title in words:
        return words[title]
    if title.endswith("意见建议分组"):
        return f"先写 {{%p for 项 in {title} %}}，里面再写 {{%p for 条 in 项.条目 %}}，各用一个 {{%p endfor %}} 结尾。"
    return f"写在 {{%p for 项 in {title} %}} 和 {{%p endfor %}} 之间。"


def _meaning(tag: Tag, words: Mapping[str, str]) -> str:
    """What a tag is: our word for it, else the form's title of the column, else the indicator's."""
    path = _path(tag)
    if path in words:
        return words[path]
    head, _, rest = path.partition(".")
    if head == "文字":
        return f"“文字材料”里的“{rest}”，写在 {{%p for 项 in {path} %}} 里"
    if head in ("指标", "全体指标"):
        return _indicators().get(rest, rest)
    return _columns().get((head, rest), "一句或几句话，没有可说的不印" if head == "句" else rest or head)


def _path(tag: Tag) -> str:
    """The tag with the names of its lists in place of its rows: 意见建议分组.条目.序号."""
    path = tag.text
    for row, name in reversed(tag.loops):
        path = name + path.removeprefix(row) if path.split(".")[0] == row else path
    return path


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("shuzhi.commands") / "tagwords.toml").read_text("utf-8"))


@cache
def _indicators() -> Mapping[str, str]:
    return {one.tag: f"{one.title}（{one.unit}）" if one.unit else one.title for one in definitions()}


@cache
def _columns() -> Mapping[tuple[str, str], str]:
    """(支部 or a list's tag, column's tag) → the column's title."""
    standard = form.load()
    titles = {sheet.name: sheet.title for sheet in standard.sheets} | {"branches": "支部"}
    titles |= {name: tag for tag, name in _SHEETS.items()}
    return {(titles[sheet.name], field.tag): field.title for sheet in standard.sheets for field in sheet.fields}
