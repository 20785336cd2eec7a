"""LibreOffice is given documents that link to a server and to a file: it asks nobody and reads nothing else."""

import shutil
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from subprocess import run

import pytest

from make.housestyle import write
from office import needs_office
from shuzhi.zipped import joined, piece, taken_apart, zipped

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A, P = "http://schemas.openxmlformats.org/drawingml/2006/main", "http://schemas.openxmlformats.org/drawingml/2006/picture"
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    f'<wp:extent cx="9000" cy="9000"/><wp:docPr id="999" name="a"/><a:graphic xmlns:a="{A}"><a:graphicData uri="{P}"><pic:pic xmlns:pic="{P}">'
    '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
    f'<pic:blipFill><a:blip xmlns:r="{R}" r:link="rId991"/></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000" cy="9000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.fixture
def server():
    """A server of this machine, its address, and what it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as do_GET

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}", asked
    made.shutdown()
    made.server_close()


def linking(path, address, other):
    """A document with a linked picture, and fields that would read a page and a file."""
    write(path, [("gwBody", "正文")], "月报")
    members = taken_apart(path.read_bytes())
    texts = {one.name: one.content.decode() for one in members if one.name in ("word/document.xml", "word/_rels/document.xml.rels")}
    fields = "".join(FIELD.format(code) for code in (f'INCLUDEPICTURE "{address}/a.png" \\d', f'INCLUDETEXT "{address}/a.docx"', f'INCLUDETEXT "{other}"'))
    texts["word/document.xml"] = texts["word/document.xml"].replace("正文</w:t></w:r>", f"正文</w:t></w:r>{PICTURE}{fields}")
    relation = f'<Relationship Id="rId991" Type="{R}/image" Target="{address}/b.png" TargetMode="External"/></Relationships>'
    texts["word/_rels/document.xml.rels"] = texts["word/_rels/document.xml.rels"].replace("</Relationships>", relation)
    path.write_bytes(zipped(joined(one.name, [piece(texts[one.name].encode())]) if one.name in texts else one for one in members))
    return path


@needs_office
def test_no_link_is_followed_and_no_other_file_opened(tmp_path, server):
    """Neither the server nor the file beside the document, though both are linked; where strace is, by the system calls."""
    address, asked = server
    other = tmp_path / "other.txt"
    other.write_text("another file")
    docx, out, log = linking(tmp_path / "a.docx", address, other), tmp_path / "out", tmp_path / "calls"
    code = f"from pathlib import Path\nfrom shuzhi.pdf.engine import engine, printed\nassert printed(engine(), [Path({str(docx)!r})], Path({str(out)!r}))"
    watch = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,openat", "-o", str(log)] if shutil.which("strace") else []
    run([*watch, sys.executable, "-c", code], check=True)
    assert not asked
    if watch:
        calls = log.read_text(errors="replace")
        assert docx.name in calls
        assert "other.txt" not in calls
        assert "AF_INET" not in calls
