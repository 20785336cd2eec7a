import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shuzhi.deliver import hypertext
from shuzhi.deliver.check import check_file
from shuzhi.deliver.hypertext import page_faults

SOUND = (
    '<!doctype html><html><head><style>a { background: url("data:image/png;base64,AA") }</style></head><body>'
    '<h1 id="a">石桥村 http://example.com</h1><a href="报告/石桥村/述职报告.docx">报告</a><a href="#a">上面</a>'
    '<img src="data:image/png;base64,AA"><script>const n = "http://www.w3.org/2000/svg";</script></body></html>'
)


PIECES = (
    "<td>", "</p>", "<plain-tags>", "<td class=x>", '<td class="x y">', "</td>", "<p", "<p ", ">", "<", '"', "'", "=", " ", "x", "<!--", "-->", "<script>", "</script>",
    "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "<template>", "</template>", ' title="', " id=a", " id=b", " onclick=f()",
    '<a href="#b1">', "</a>", '<a href="//x">', "<![CDATA[", "]]>", "<svg>", "<plaintext>", "\0", "&", "<table>", "</table>", "</body>", "</html>",
    "<html", "<head", "<body", "</head>", "</div>", "<!DOCTYPE html>",
)


def page(inside):
    return SOUND.replace("<h1", f"{inside}<h1").encode()


def test_sound():
    """A page that names its neighbours and itself has no fault, whatever its text and scripts spell."""
    assert page_faults(SOUND.encode()) == []


@pytest.mark.parametrize(("inside", "said"), [
    ('<a href="https://example.com">x</a>', "网页引用了外面的地址（href）"),
    ('<a href=" HTTP://example.com">x</a>', "网页引用了外面的地址（href）"),
    ('<a href="javascript:alert(1)">x</a>', "网页引用了外面的地址（href）"),
    ('<script src="//example.com/x.js"></script>', "网页引用了外面的地址（src）"),
    ('<img srcset="http://example.com/a.png 2x">', "网页引用了外面的地址（srcset）"),
    ('<link rel="stylesheet" href="file:///c:/x.css">', "网页引用了外面的地址（href）"),
    ("<style>@import 'x.css';</style>", "网页引用了外面的地址（样式）"),
    ("<style>a {} </stylex> @import 'x.css';</style>", "网页引用了外面的地址（样式）"),
    (f"<style>{'a {{}} ' * 50_000}@import 'x.css';</style>", "网页引用了外面的地址（样式）"),
    ("<p style='background: url(http://example.com/a.png)'>", "网页引用了外面的地址（样式）"),
    ('<template><img src="http://example.com/a.png"></template>', "网页引用了外面的地址（src）"),
    ('<img onerror="alert(1)" src="a.png">', "网页的标记里有程序（onerror）"),
    ('<p id="a">', "网页里编号 a 出现了两次"),
])
def test_faults(inside, said):
    """What a browser would fetch or run from elsewhere, and an id twice, are faults."""
    assert page_faults(page(inside)) == [said]


ROW = '<tr data-b=1><th scope=row><a href="#b1">石桥村</a><td class="number mute" data-key="3"><span>3</span><small>+1</small>\n'


@pytest.mark.parametrize(("inside", "said"), [
    (f"<table>{ROW}</table>", []), (f"{ROW * 3}<td onclick=f()>", ["网页的标记里有程序（onclick）"]),
    (f"<!-- {ROW} --><p onclick=f()>", ["网页的标记里有程序（onclick）"]), (f"<!-- {ROW} <p onclick=f()> -->", []),
    (f"<script>'{ROW}'</script><p onclick=f()>", ["网页的标记里有程序（onclick）"]),
    (f"<p title='{ROW}' onclick=f()>", ["网页的标记里有程序（onclick）"]),
    (f'<p title="{ROW}" onclick=f()>', []),
    ('<p title="<td class="x">" onclick=f()>', []), ("<p title=<td> onclick=f()>", []),
    ('<p title="<td>"x" onclick="f()">', ["网页的标记里有程序（onclick）"]),
    ('<p onclick=f() title=x<td class="x y">', ["网页的标记里有程序（onclick）"]), ('<p title=x<td class="x y"> onclick=f()', []),
    (f"{ROW}<PLAIN-tags><!-- {ROW} --><p onclick=f()>", ["网页的标记里有程序（onclick）"]),
    (f"{ROW}<p id=a>", ["网页里编号 a 出现了两次"]), ('<td id="a">', ["网页里编号 a 出现了两次"]),
    ('<td class=x style="background: url(//x)">', ["网页引用了外面的地址（样式）"]), ('<a href="#b1" onclick=f()>x</a>', ["网页的标记里有程序（onclick）"]),
])
def test_plain_tags_hide_nothing(inside, said):
    """They are left out only where they are tags; whatever stands around or among them is seen as ever."""
    assert page_faults(page(inside)) == said


@pytest.mark.parametrize("text", [
    "</div><body onload=f()><p>x", "<!DOCTYPE html><html></tr><body onload=f()>x", "</td><html onload=f()><p>x",
    "<!DOCTYPE html>\n</li>\n<HTML onload=f()><BODY>x", "</b></p><head></div><body onload=f()>x",
])
def test_plain_tags_before_the_body_hide_nothing(text):
    """What stands in their place would begin the body, and a parser leaves out a second one."""
    assert page_faults(text.encode()) == ["网页的标记里有程序（onload）"]


@example(inside='<p id=a<td class="x y">', whole_page=True)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.booleans())
def test_leaving_out_changes_nothing(inside, whole_page):
    """A page says the same whole and without its plain tags, also where these stand at its beginning."""
    text = page(inside) if whole_page else inside.encode()
    whole, seen = hypertext._parsed(text), hypertext._seen(text)
    assert (seen.ids, seen.outside, seen.handler) == (whole.ids, whole.outside, whole.handler)


def test_unreadable(tmp_path):
    """A page that is no UTF-8, or empty, is a fault of the file, not of the program."""
    for content, said in (
        (b"\xff\xfe<p>", "不是 UTF-8 文字"), (b"\xef\xbb", "不是 UTF-8 文字"), (b" \n", "网页是空的"),
        ("\u3000\u00a0\x1f".encode(), "网页是空的"), (("\ufeff" + "\u3000" * 1000).encode(), "网页是空的"),
    ):
        (tmp_path / "index.html").write_bytes(content)
        assert check_file(tmp_path / "index.html") == [said]
