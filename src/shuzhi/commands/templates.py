"""`shuzhi templates check [FILE…]` and `shuzhi templates new NAME`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shuzhi.commands.copies import put_new
from shuzhi.commands.running.tables import MEETING_FILE, tables
from shuzhi.commands.specimen import specimen
from shuzhi.commands.township_specimen import township_specimen
from shuzhi.compute.catalogue import with_blanks
from shuzhi.errors import NotFound, SettingsFault, TemplateFault, TemplatesMissing, UsageFault
from shuzhi.model.facts import Facts
from shuzhi.model.place import legal_name
from shuzhi.model.township import TownshipFacts
from shuzhi.render.checking import Flaw, flaws
from shuzhi.render.house import HOUSE
from shuzhi.render.source import members, read
from shuzhi.render.starter import starter
from shuzhi.render.tables.checking import flaws as table_flaws
from shuzhi.render.tables.starter import starter as table_starter
from shuzhi.workspace import Workspace, load_settings

_TABLE = ".xlsx"
_NO_ROSTER = "没有读到乡镇台账的支部名册，没有核对模板里有没有写死的支部名和姓名。"


@dataclass(frozen=True)
class Checked:
    """The faults of each template by file name, and what could not be looked for ("" = nothing)."""

    templates: tuple[tuple[str, tuple[Flaw, ...]], ...]
    remark: str = ""

    @property
    def faulty(self) -> bool:
        """True if anything must be mended."""
        return any(found for _, found in self.templates)


def check(workspace: Workspace, paths: Sequence[Path]) -> Checked:
    """Every fault of the templates; without `paths` of all in the workspace but the house style.

    TemplatesMissing where there is no templates folder, NotFound where a named file does not exist.
    """
    for path in paths:
        if not path.exists():
            raise NotFound(f"没有找到文件：{path}。请核对文件名和所在文件夹。")
    if not paths and not workspace.templates.is_dir():
        raise TemplatesMissing(str(workspace.templates))
    chosen = tuple(paths) or (*_all(workspace.templates), *tables(workspace.templates))
    names, remark = _names(workspace)
    township = _of_township(workspace)
    facts: dict[bool, Facts] = {False: specimen(), True: _township_facts(workspace)}
    return Checked(tuple((path.name, _flaws(path, names, township, facts)) for path in chosen), remark)


def _flaws(
    path: Path, names: Collection[str], township: Mapping[str, bool], facts: Mapping[bool, Facts]
) -> tuple[Flaw, ...]:
    """By the tags of its kind in 报告; of a template that is not there, by those that fit it better."""
    own = facts[True]
    if path.suffix.lower() == _TABLE and isinstance(own, TownshipFacts):
        return table_flaws(path, own)
    if path.name in township:
        return flaws(path, facts[township[path.name]], names)
    return min((flaws(path, one, names) for one in facts.values()), key=len)


def _township_facts(workspace: Workspace) -> TownshipFacts:
    """The specimen township with every indicator, and the roster where 乡镇台账 can be read."""
    found = township_specimen()
    every = replace(found, all=with_blanks(found.all))
    try:
        return replace(every, expected=load_settings(workspace).branches)
    except SettingsFault:
        return every


def new(workspace: Workspace, name: str) -> Path:
    """Write a template to start from, a table where the name ends with .xlsx; gives where it lies.

    UsageFault where the name is none or taken.
    """
    suffix = _TABLE if name.lower().endswith(_TABLE) else ".docx"
    stem = name[: -len(suffix)].strip() if name.lower().endswith(suffix) else name.strip()
    if not stem or legal_name(stem) != stem or f"{stem}.docx" == HOUSE:
        raise UsageFault(f"“{name}”不能做模板名。请写一个短的名字，不带 / \\ : * ? 这些符号，如：党建工作情况报告。")
    if not workspace.templates.is_dir():
        raise TemplatesMissing(str(workspace.templates))
    path = workspace.templates / f"{stem}{suffix}"
    data = table_starter(stem) if suffix == _TABLE else starter(house(workspace), stem)
    put_new(path, data)
    return path


def house(workspace: Workspace) -> dict[str, bytes]:
    """The members of the house style file, or of the first template where there is none; NotFound without either."""
    found = [workspace.templates / HOUSE, *_all(workspace.templates)]
    for path in found:
        try:
            return dict(members(read(path), path.name))
        except TemplateFault:
            continue
    raise NotFound(f"没有找到能用的版式文件 {found[0]}。请把它放回原处，或者在工作文件夹里运行，再试一次。")


def checked_text(checked: Checked) -> str:
    """What staff read: each template with its faults, and how many there are."""
    parts = []
    for name, found in checked.templates:
        head = f"{name}：{len(found)}处要改" if found else f"{name}：没有发现问题。"
        parts.append("\n".join([head, *(f"  {n}. {_line(flaw)}" for n, flaw in enumerate(found, 1))]))
    if not checked.templates:
        parts.append("templates 文件夹里没有模板。写 shuzhi templates new 名称 可以新建一个。")
    if checked.faulty:
        parts.append("请在 Word、Excel 或 WPS 里改正、保存，再核对一次。")
    return "\n\n".join([*parts, *([checked.remark] if checked.remark else [])])


def new_text(path: Path) -> str:
    """What to do with a new template."""
    if path.suffix == _TABLE:
        return (
            f"已建好表格：{path.absolute()}\n"
            "下一步：1. 用 Excel 或 WPS 打开它，照着里面的写法改。写着 {{ 支部.简称 }} 的那一行，每个支部印一行；\n"
            "　　　　　 县里发的表，放进 templates，在格子里写上标签就行。能用的标签见 shuzhi fields 标签清单.docx。\n"
            f"　　　　2. 运行 shuzhi templates check {path}，看有没有写错的地方。\n"
            "　　　　3. 运行 shuzhi run，填好的表在“报告/乡镇”文件夹里。表里的公式，打开时自动计算。"
        )
    return (
        f"已建好模板：{path.absolute()}\n"
        "下一步：1. 用 Word 或 WPS 打开它，照着里面的写法改成要的样子。能用的标签见 shuzhi fields 标签清单.docx。\n"
        f"　　　　2. 运行 shuzhi templates check {path}，看有没有写错的地方。\n"
        f"　　　　3. 打开 workbooks/乡镇台账.xlsx，在“报告”表里加一行：“模板文件”写 {path.name}，"
        "再填报告名称、受众和输出名。\n"
        "　　　　4. 运行 shuzhi run，看印出来的报告。"
    )


def _line(flaw: Flaw) -> str:
    return f"{flaw.place}：{flaw.reason}" if flaw.place else flaw.reason


def _all(folder: Path) -> tuple[Path, ...]:
    """Every template of a folder; ~$… are Word's marks of open files."""
    return tuple(
        path for path in sorted(folder.glob("*.docx")) if path.name != HOUSE and not path.name.startswith(("~$", "."))
    )


def _of_township(workspace: Workspace) -> dict[str, bool]:
    """Template → whether the township's tags fit it: 汇总表, and those of 报告 where 乡镇台账 can be read."""
    own = {MEETING_FILE: True}
    try:
        return {kind.template: kind.of_township for kind in load_settings(workspace).reports} | own
    except SettingsFault:
        return own


def _names(workspace: Workspace) -> tuple[frozenset[str], str]:
    """Names of the roster that may not be typed into a template, and a remark where there is no roster to read."""
    try:
        settings = load_settings(workspace)
    except SettingsFault:
        return frozenset(), _NO_ROSTER
    own = {settings.township, settings.committee, settings.superior}
    branches = [branch for branch in settings.branches if branch.org_type != "党委"]  # all may name their superior
    names = {name for branch in branches for name in (*branch.names, branch.secretary, branch.leader)}
    return frozenset(name for name in names - own if len(name) > 1), ""
