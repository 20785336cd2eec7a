import pytest

from shuzhi.deliver.check import check_file
from shuzhi.deliver.hypertext import page_faults

SOUND = (
    '<!doctype html><html><head><style>a { background: url("data:image/png;base64,AA") }</style></head><body>'
    '<h1 id="a">石桥村 http://example.com</h1><a href="报告/石桥村/述职报告.docx">报告</a><a href="#a">上面</a>'
    '<img src="data:image/png;base64,AA"><script>const n = "http://www.w3.org/2000/svg";</script></body></html>'
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


def test_unreadable(tmp_path):
    """A page that is no UTF-8, or empty, is a fault of the file, not of the program."""
    for content, said in ((b"\xff\xfe<p>", "不是 UTF-8 文字"), (b" \n", "网页是空的")):
        (tmp_path / "index.html").write_bytes(content)
        assert check_file(tmp_path / "index.html") == [said]
