"""汇总表: the table for the meeting, A4 across; a line a branch, sub-totals by unit type, 合计, lines to sign on."""

from housestyle import W_NS

NAME = "汇总表"
FULL, SERIAL, BRANCH, STATE, PLAIN, MONEY = 15137, 560, 2200, 1110, 778, 1150  # twips: 267 mm between the margins
# group → (title, tag); a title without a group stands over both rows of the head
COLUMNS = (
    ("", "党员总数（名）", "党员总数"),
    ("组织生活", "会议活动（场）", "会议活动场次"),
    ("组织生活", "支部党员大会（次）", "支部党员大会次数"),
    ("组织生活", "党课（次）", "党课次数"),
    ("组织生活", "到会率（%）", "党内组织生活到会率"),
    ("", "党费收缴率（%）", "党费收缴率"),
    ("民生实事（件）", "总数", "民生实事项数"),
    ("民生实事（件）", "已完成", "民生实事已完成件数"),
    ("民生实事（件）", "逾期", "民生实事逾期件数"),
    ("意见建议（条）", "总数", "意见建议总数"),
    ("意见建议（条）", "已办结", "意见建议已办结数"),
    ("意见建议（条）", "办结率（%）", "意见建议办结率"),
    ("意见建议（条）", "超期", "意见建议超期数"),
    ("", "集体经济收入（万元）", "集体经济收入"),
)
WIDTHS = (SERIAL, BRANCH, STATE, *[PLAIN] * (len(COLUMNS) - 1), MONEY)
assert sum(WIDTHS) <= FULL
HEAD = (("", "序号"), ("", "党组织"), ("", "状态"), *((group, title) for group, title, _ in COLUMNS))
NOTE = (
    "注：空格表示未报送、未计入（待修改、无法读取）或没有填写，不是没有发生。"
    "“到会率”是党内组织生活到会率；小计、合计是表里各数相加，其中的比率按分子、分母各自相加后计算。"
    "状态为“由总支填报”的支部，数字记在党总支一行。"
)


def paragraph(key, text, *, side="center", tabs=(), size=21, line=300, before=0, keep=""):
    """One paragraph of small type."""
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in tabs)
    runs = "".join(
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:spacing w:val="0"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/></w:rPr>{piece}</w:r>'
        for piece in ("<w:tab/>" if part == "\t" else f'<w:t xml:space="preserve">{part}</w:t>' for part in text)
    )
    return (
        f'<w:p {W_NS}><w:pPr><w:pStyle w:val="{key}"/>{keep}{f"<w:tabs>{stops}</w:tabs>" if stops else ""}'
        f'<w:spacing w:before="{before}" w:line="{line}" w:lineRule="exact"/><w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'
    )


def cell(width, text, key="gwTable", *, side="center", span=1, merge="", size=21):
    """One cell, its text in the middle."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = {"": "", "first": '<w:vMerge w:val="restart"/>', "next": "<w:vMerge/>"}[merge]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f'{paragraph(key, [text] if text else [], side=side, size=size)}</w:tc>'
    )


def row(*cells):
    """One row, never torn by the end of a page."""
    return f'<w:tr><w:trPr><w:cantSplit/></w:trPr>{"".join(cells)}</w:tr>'


def tag_row(text):
    """A row that opens or closes a loop."""
    return row(cell(WIDTHS[0], text), *(cell(width, "") for width in WIDTHS[1:]))


def heads():
    """The two rows of the head."""
    upper, lower, place = [], [], 0
    while place < len(HEAD):
        group, title = HEAD[place]
        wide = 1 + sum(1 for other, _ in HEAD[place + 1:] if group and other == group)
        width = sum(WIDTHS[place:place + wide])
        upper.append(cell(width, group or title, "gwTableHead", span=wide, merge="" if group else "first", size=18))
        lower += [
            cell(WIDTHS[at], HEAD[at][1] if group else "", "gwTableHead", merge="" if group else "next", size=18)
            for at in range(place, place + wide)
        ]
        place += wide
    return row(*upper), row(*lower)


def figures(owner, key="gwTable"):
    """The cells of the indicators of a branch, a sub-total or the whole."""
    return [cell(width, f"{{{{ {owner}.{tag} }}}}", key) for width, (_, _, tag) in zip(WIDTHS[3:], COLUMNS, strict=True)]


def summed(title, owner):
    """A row of sums: its title over the first three columns."""
    return row(cell(sum(WIDTHS[:3]), title, "gwTableHead", span=3), *figures(owner, "gwTableHead"))


def below(content, sides):
    """A row over the whole width without a line at these sides: it stands on the page of the sums before it."""
    none = "".join(f'<w:{side} w:val="nil"/>' for side in sides)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(WIDTHS)}"/><w:tcBorders>{none}</w:tcBorders></w:tcPr>{content}</w:tc></w:tr>'
    )


def table():
    """The whole table."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    margins = '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'
    branch = row(
        cell(WIDTHS[0], "{{ 支部.序号 }}"), cell(WIDTHS[1], "{{ 支部.简称 }}", side="left"),
        cell(WIDTHS[2], "{{ 支部.状态 }}"), *figures("支部"),
    )
    return (
        f'<w:tbl {W_NS}><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(heads())}"
        f'{tag_row("{%tr for 支部 in 各支部 %}")}{branch}{tag_row("{%tr endfor %}")}'
        f'{tag_row("{%tr if 小计|length > 1 %}")}{tag_row("{%tr for 项 in 小计 %}")}'
        f'{summed("{{ 项.单位类型 }}（{{ 项.支部数 }}个）小计", "项")}'
        f'{tag_row("{%tr endfor %}")}{tag_row("{%tr endif %}")}'
        f'{summed("合计", "全体指标")}{below(REMARK, ("left", "bottom", "right"))}'
        f'{below(SIGNING, ("top", "left", "bottom", "right"))}</w:tbl>'
    )


DAYS = (
    "统计期间：{{ 统计期间 }}", "\t",
    "{% if 截至日期一致 %}办理情况截至：{{ 截至日期 }}{% else %}办理情况以各支部填报的日期为准{% endif %}",
)
SIGNED = (
    "单位（盖章）：", "\t", "主要负责人：", "\t", "审核人：", "\t", "填表人：", "\t", "填报时间：　　　　年　　月　　日",
)
REMARK = paragraph("gwTable", (NOTE,), side="left", size=18, line=280, before=60, keep="<w:keepNext/>")
SIGNING = paragraph("gwTable", SIGNED, side="left", before=280, line=320,
                    tabs=tuple(("left", place) for place in (4000, 6700, 8800, 10900)))
LINES = [
    ("gwTitle", "{{ 乡镇 }}{{ 报告期 }}党组织工作汇总表"),
    paragraph("gwTable", DAYS, side="left", tabs=(("right", FULL),), line=400),
    table(),
    paragraph("gwTable", (), size=2, line=20),  # Word wants one behind a table: as low as it can be
]
