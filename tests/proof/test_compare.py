"""A 定稿 is compared with the generated report number by number, however its paragraphs were moved and reworded."""

import random
import time
from io import BytesIO

from docx import Document

from markdown import cells
from shuzhi.proof.compare import differences

GENERATED = (
    "2023年第三季度述职报告", "召开支部党员大会3次、支部委员会会议5次。", "9月22日表决1项，到会率93.5%。",
    "1．七组沟塘清淤，320米，投资2.4万元，受益46户。", "2．老街道路维修，投资1260元。", "第3党小组开会2次。",
)
EDITS = """
| 原文 | 改成 | 报 |
|---|---|---|
| 党员大会3次 | 党员大会3次 | |
| 党员大会3次 | 党员大会4次 | 4次≠3次 |
| 党员大会3次 | 党员大会三次 | |
| 党员大会3次 | 党员大会四次 | 四次≠3次 |
| 党员大会3次 | 党员大会３次 | |
| 会议5次 | 会议5场 | 5场≠5次 |
| 9月22日 | 9月23日 | 9月23日≠9月22日 |
| 93.5% | 93.5％ | |
| 93.5% | 94% | 94%≠93.5% |
| 投资2.4万元 | 投资2.4元 | 2.4元≠2.4万 |
| 投资1260元 | 投资1,260元 | |
| 第3党小组 | 第4党小组 | 第4党≠第3党 |
| 2．老街 | 3．老街 | |
| 召开支部党员大会 | 紧扣一件大事，按时召开支部党员大会 | |
| 会议5次。 | 会议5次，走访12户。 | 12户≠ |
| 支部委员会会议5次 | 支部委员会会议多次 | |
| 2023年第三季度 | 2023年第四季度 | |
"""


def document(*lines, annex=()):
    made = Document()
    made.styles.add_style("公文附件", 1)
    for line in lines:
        made.add_paragraph(line)
    for line in annex:
        made.add_paragraph(line, style="公文附件")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def told(final, generated=GENERATED):
    return [f"{one.typed}≠{one.generated}" for one in differences(document(*final), document(*generated))]


def test_one_edit_at_a_time():
    """A changed number is told with what stood there; spelling, list numbers and words around it are not."""
    for before, after, expected in cells(EDITS)[1:]:
        final = "\n".join(GENERATED).replace(before, after).split("\n")
        assert before in "\n".join(GENERATED), before
        assert told(final) == [expected] * bool(expected), (before, after)


def test_moved_and_left_out():
    """Paragraphs in another order, joined or left out are no differences; a number changed in a moved one is."""
    assert told(GENERATED[::-1]) == []
    assert told(GENERATED[:2]) == []
    assert told([*GENERATED[3:], GENERATED[1] + GENERATED[2], GENERATED[0]]) == []
    assert told([GENERATED[4].replace("1260", "1600"), *GENERATED[:4]]) == ["1600元≠1260元"]


def test_a_new_paragraph():
    """What the secretary added in digits is not in the report."""
    assert told([*GENERATED, "另走访老党员18名。"]) == ["18名≠"]


def test_what_is_no_report_does_not_keep_the_office_waiting():
    """A paragraph of many thousand characters is compared with no other; a number that is new is told all the same."""
    drawn = random.Random(1)
    long, edited = ("".join(drawn.choices("组村路灯修沟渠田水民户", k=20_000)) for _ in range(2))
    begin = time.process_time()
    assert told([f"{edited}走访18户。"], [f"{long}走访17户。"]) == ["18户≠"]
    assert time.process_time() - begin < 2


def test_the_annex_does_not_count():
    """The list of sources has every number once more."""
    final = document(*GENERATED, annex=["附件", "会议!5、7、9—12"])
    assert differences(final, document(*GENERATED)) == ()
    assert differences(document(*GENERATED), document(*GENERATED, annex=["附件", "会议!8"])) == ()
