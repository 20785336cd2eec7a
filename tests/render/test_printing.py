"""However a text or a number gets into a report, it goes the one way: escaped, and recorded where it is a number."""

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from shuzhi.render.budget import BUDGET, MOST_CHARACTERS, Budget, TooMuch
from shuzhi.render.environment import Environment, Names
from shuzhi.render.printing import FIGURES
from shuzhi.render.sentence import Number, Sentence, number_text, sentence

ODD, ESCAPED = "<w:br/>&\"'{{ 乡镇 }}]]>", "&lt;w:br/&gt;&amp;&quot;&#x27;{{ 乡镇 }}]]&gt;"
ROWS = (Names({"类": ODD, "数": Number(3, "3", "表!B2")}), Names({"类": ODD, "数": Number(4, "4", "表!B3")}))
CONTEXT = {"文": ODD, "名": Names({"文": ODD}), "行": ROWS, "列": (ODD, ODD), "句": sentence(ODD, Number(5, "5", "甲"), " ", ODD)}
TEXTS = {
    "a name": "{{ 文 }}",
    "a tag of a name": "{{ 名.文 }}",
    "an item": "{{ 名['文'] }}",
    "a choice": "{{ 文 if 文 else '' }}",
    "either": "{{ '' or 文 }}",
    "a default": "{{ ''|default(文, true) }}",
    "first": "{{ 列|first }}",
    "last": "{{ 列|last }}",
    "first of a list": "{{ (列|list)[0] }}",
    "a slice": "{{ 列[:1]|first }}",
    "a loop": "{% for 项 in 列[:1] %}{{ 项 }}{% endfor %}",
    "a loop's neighbour": "{% for 项 in 列 %}{{ loop.previtem if loop.last else '' }}{% endfor %}",
    "a group": "{% for 组 in 行|groupby('类') %}{{ 组[0] }}{% endfor %}",
    "a selected row": "{{ (行|selectattr('类')|first).类 }}",
    "sorted": "{{ (行|sort(attribute='类')|first).类 }}",
    "set": "{% set 甲 = 文 %}{{ 甲 }}",
    "kept": "{% set 甲 = namespace(乙=文) %}{{ 甲.乙 }}",
    "with": "{% with 甲 = 文 %}{{ 甲 }}{% endwith %}",
    "in a condition": "{% if 文 %}{{ 文 }}{% endif %}",
    "escaping switched off": "{% autoescape false %}{{ 文 }}{% endautoescape %}",
    "escaping switched by a value": "{% autoescape 文 == '' %}{{ 文 }}{% endautoescape %}",
}
CONSTANTS = (
    '{{ "<&" }}', '{{ "<" if true else "" }}{{ "&" }}', '{{ "<&"|default("") }}', '{{ ("<&",)|first }}', '{{ "<&"[0:2] }}',
    '{% autoescape false %}{{ "<&" }}{% endautoescape %}', '{{ "" or "<&" }}', '{% set 甲 = "<&" %}{{ 甲 }}',
)
NUMBERS = {
    "{{ 7 }}": "7", "{{ 3 + 4 }}": "7", "{{ 7 if true else 8 }}": "7", "{{ (行|first).数 }}": "3", "{{ 列|length }}": "2",
    "{% for 项 in 行 %}{{ 项.数 }}{% endfor %}": "34", "{% for 项 in 行 %}{{ loop.index }}{% endfor %}": "12", "{{ [7]|first }}": "7",
    "{% set 甲 = 7 %}{{ 甲 }}": "7", "{% set 甲 = namespace(乙=7) %}{{ 甲.乙 }}": "7", "{{ -7 }}": "-7", "{{ 7.50 }}": "7.5",
    "{% autoescape false %}{{ 7 }}{% endautoescape %}": "7", "{{ none|default(7, true) }}": "7",
}


def printed(source, **more):
    figures = []
    text = Environment().from_string(source).render({**CONTEXT, **more, FIGURES: figures, BUDGET: Budget()})
    return text, "".join(one.text for one in figures)


@pytest.mark.parametrize("source", TEXTS.values(), ids=TEXTS)
def test_a_text_is_escaped_whichever_way_it_comes(source):
    """Through names, loops, filters, variables, with escaping switched off: once, and never twice."""
    assert printed(source) == (ESCAPED, "")
    assert printed(source, 文=Markup(ODD), 列=(Markup(ODD),) * 2) == (ESCAPED, "")


@pytest.mark.parametrize("source", CONSTANTS)
def test_a_constant_is_escaped_as_all_else(source):
    """What stands in the tag itself, even where Jinja knows it when it compiles."""
    assert printed(source) == ("&lt;&amp;", "")


@pytest.mark.parametrize(("source", "text"), NUMBERS.items())
def test_a_number_is_recorded_whichever_way_it_comes(source, text):
    """Constants, calculated ones, those of loops and rows."""
    assert printed(source) == (text, text)


def test_a_sentence_is_printed_part_by_part():
    """Each text clean for itself and escaped, the numbers recorded; a blank between two texts is none of theirs."""
    assert printed("{{ 句 }}") == (f"{ESCAPED}5{ESCAPED}", "5")
    for parts, expected in (
        (("甲", "乙"), "甲乙"), (("甲 ", " 乙 丙"), "甲乙 丙"), (("甲\u3000", "乙"), "甲乙"), (("甲\n乙", "丙"), "甲；乙丙"),
        (("\ufeff甲", Markup("<")), "甲&lt;"), ((Markup("<"),), "&lt;"), ((), ""),
    ):
        assert printed("{{ 句 }}", 句=Sentence(parts)) == (expected, "")


def test_what_stands_between_tags_is_printed_as_it_is():
    """The XML of the template itself, also a part that has no tag at all."""
    assert printed("<w:p/>") == ("<w:p/>", "")
    assert printed("") == ("", "")
    assert printed("<w:p>{% if 文 == '' %}<w:r/>{% else %}&amp;{% endif %}</w:p>") == ("<w:p>&amp;</w:p>", "")

    for value in (True, False):
        assert printed("<w:p> {% autoescape 甲 %} <w:r/>\n{{ 文 }}{% endautoescape %}</w:p>", 甲=value) == (f"<w:p>  <w:r/>\n{ESCAPED}</w:p>", "")
    with pytest.raises(UndefinedError):
        printed("{% autoescape 乙 %}<w:r/>{% endautoescape %}")


def test_every_tag_is_paid_for():
    """By the characters it prints, counted as they stand in the file."""
    long = "长" * (MOST_CHARACTERS // 2)
    assert len(printed("{{ 文 }}", 文=long)[0]) == len(long)
    with pytest.raises(TooMuch):
        printed("{{ 文 }}{{ 文 }}{{ 文 }}", 文=long)
    with pytest.raises(TooMuch):
        printed("{{ 文 }}", 文="&" * (len(long)))


def test_no_template_reaches_another():
    """There are no blocks, macros and files in which something could be printed another way."""
    environment = Environment()
    environment.loader = DictLoader({"甲": "{{ 文 }}"})
    for source in ("{% include '甲' %}", "{% block 甲 %}{{ 文 }}{% endblock %}", "{% macro 甲() %}{{ 文 }}{% endmacro %}",
                   "{% set 甲 %}{{ 文 }}{% endset %}", "{% filter first %}{{ 文 }}{% endfilter %}", "{% call 甲() %}{% endcall %}"):
        with pytest.raises(Exception, match="not allowed"):
            environment.from_string(source)


def test_a_number_has_no_blanks_of_its_own():
    """So that it may be cleaned with the texts around it."""
    assert all(number_text(value).strip() == number_text(value) for value in (0.0, -0.004, 1e15, 1e-9, 12.345))
