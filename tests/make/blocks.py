"""The blocks that templates are put together from: lines of (style id, text with tags)."""

OPENING = [
    ("gwAddressee", "{%p if 称谓 %}"), ("gwAddressee", "{{ 称谓 }}"), ("gwAddressee", "{%p endif %}"),
    ("gwBody", "{%p for 段 in 开头语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
]
CLOSING = [
    ("gwBody", "{%p for 段 in 文字.结束语 %}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}"),
    ("gwSignature", "{%p if 支部.署名 %}"), ("gwSignature", "{{ 支部.署名 }}"), ("gwSignature", "{%p endif %}"),
    ("gwDate", "{%p if 支部.成文日期 %}"), ("gwDate", "{{ 支部.成文日期 }}"), ("gwDate", "{%p endif %}"),
]
COVERAGE = "{% if 期间不一致 %}（统计期间：{{ 统计期间 }}）{% endif %}。{{ 统计范围 }}"
COVERAGE_ALONE = "{% if 期间不一致 %}统计期间：{{ 统计期间 }}。{% endif %}{{ 统计范围 }}"
LAST_TEXTS = ("特色做法", "意识形态", "党风廉政和个人廉洁")
OWN_TEXTS = ("理论学习", "班子建设", "其他工作补充", *LAST_TEXTS)


def block(condition, *lines):
    """Lines that are printed only where there is something to say."""
    return [("gwBody", f"{{%p if {condition} %}}"), *lines, ("gwBody", "{%p endif %}")]


def lead(text):
    """The sentence that opens the report, unless the secretary wrote it; what is counted is said either way."""
    return [
        *block("not 自拟开头", ("gwBody", text + COVERAGE)),
        *block("自拟开头 and (期间不一致 or 统计范围)", ("gwBody", COVERAGE_ALONE)),
    ]


def items(name):
    """A numbered line for each of a list."""
    return [
        ("gwBody", f"{{%p for 项 in {name} %}}"), ("gwBody", "{{ 序.三级 }}{{ 项 }}"), ("gwBody", "{%p endfor %}"),
    ]


def grouped(name):
    """Each group of a list under its name, if it has one; its lines are numbered where there are several."""
    return [
        ("gwBody", f"{{%p for 组 in {name} %}}"),
        *block("组.名称", ("gwHeading2", "{{ 序.二级 }}{{ 组.名称 }}")),
        *lines("组.条目"),
        ("gwBody", "{%p endfor %}"),
    ]


def lines(name):
    """The lines of a list, numbered where there are several."""
    return [
        ("gwBody", f"{{%p for 项 in {name} %}}"),
        ("gwBody", f"{{% if {name}|length > 1 %}}{{{{ 序.三级 }}}}{{% endif %}}{{{{ 项 }}}}"),
        ("gwBody", "{%p endfor %}"),
    ]


def typed(name):
    """The secretary's own paragraphs."""
    return [("gwBody", f"{{%p for 段 in 文字.{name} %}}"), ("gwBody", "{{ 段 }}"), ("gwBody", "{%p endfor %}")]


def says(*names):
    """One paragraph of sentences, left out where none of them says anything."""
    return block(" or ".join(f"句.{name}" for name in names), ("gwBody", "".join(f"{{{{ 句.{n} }}}}" for n in names)))


def part(title, condition, *groups):
    """（一） and what stands below it."""
    heading = ("gwHeading2", f"{{{{ 序.二级 }}}}{title}")
    return block(condition, heading, *(line for group in groups for line in group))


def section(title, condition, *groups):
    """一、 and what stands below it."""
    heading = ("gwHeading1", f"{{{{ 序.一级 }}}}{title}")
    return block(condition, heading, *(line for group in groups for line in group))


def any_of(*names):
    """True where one of the sentences says something."""
    return " or ".join(f"句.{name}" for name in names)


def compared():
    """What changed since earlier periods, in one paragraph."""
    return part("主要数据变化情况", any_of("环比", "同比"), says("环比", "同比"))
