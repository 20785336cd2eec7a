"""What Word asks of the parts of a document together: ids, tables with columns, references that lead somewhere."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping

_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# Parts are well-formed when they come here, so start tags can be read by pattern, which is what keeps this quick.
_BOOKMARK = re.compile(rb"<w:bookmarkStart\b[^>]*?\bw:id=[\"']([^\"']*)")
_DRAWING = re.compile(rb"<wp:docPr\b[^>]*?\bid=[\"']([^\"']*)")
_REFERENCE = re.compile(rb"r:(?<=\br:)(?:id|embed|link|pict|href)=[\"']([^\"']+)")
_RELATION = re.compile(rb"<Relationship\b[^>]*?\bId=[\"']([^\"']*)")
_ALIEN = re.compile(rb"<w:altChunk\b")
_TABLE = re.compile(rb"<w:(tblGrid|tbl)(?=[\s>/])[^>]*>")
_GRID = re.compile(rb"<w:tblGrid(?:\s[^>]*)?>(.*?)</w:tblGrid>", re.DOTALL)
_COLUMN = re.compile(rb"<w:gridCol\b([^>]*)>")
_EARLIER = re.compile(rb"<w:tblGridChange\b.*?</w:tblGridChange>", re.DOTALL)  # the grid before a tracked change
_WIDE = re.compile(rb"\bw:w=[\"']0*[1-9]\d*(?:\.\d+)?(?:pt)?[\"']")
_SPACE = b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EMPTY_CELL = re.compile(rb"<w:tc(?:\s[^>]*)?/>")


def has_plain_tables(content: bytes) -> bool:
    """Whether each table of a well-formed part has a row and each cell ends with a paragraph, seen by counting.

    False where it does not show at once, as in what is written otherwise than usual.
    """
    if content.count(_SPACE) != 1 or content.count(b"xmlns:w=" + _SPACE) != 1 or content.count(b"xmlns:w=") != 1:
        return False
    count = content.count
    tables, cells = count(b"<w:tbl>") + count(b"<w:tbl "), count(b"<w:tc>") + count(b"<w:tc ")
    return (
        b"<!" not in content and not _EMPTY_CELL.search(content)
        and tables == count(b"</w:tbl>") == count(b"</w:tblGrid><w:tr>") + count(b"</w:tblGrid><w:tr ")
        and cells == count(b"</w:tc>") == count(b"</w:p></w:tc>") + count(b"<w:p/></w:tc>")
    )


def document_faults(parts: Mapping[str, bytes]) -> list[str]:
    """Faults of the well-formed XML parts of one .docx by zip name, each a Chinese phrase; empty if there is none."""
    stories = {name: content for name, content in parts.items() if _STORIES.fullmatch(name)}
    return [
        *(fault for name, content in stories.items() for fault in _of_story(name, content)),
        *_doubled("书签编号", [found for text in stories.values() for found in _BOOKMARK.findall(text)]),
        *_doubled("图形编号", [found for text in stories.values() for found in _DRAWING.findall(text)]),
        *(f"部件 {name} 引用的 {found} 没有去处" for name, content in stories.items()
          for found in _dangling(content, parts.get(_relations_of(name), b""))),
    ]


def _of_story(name: str, content: bytes) -> Iterator[str]:
    if _ALIEN.search(content):
        yield f"部件 {name} 里嵌入了别的文件（altChunk），WPS 不显示"
    content = _EARLIER.sub(b"", content)
    kinds, grids = _TABLE.findall(content), _GRID.findall(content)
    # A table's own grid stands before anything inside it, so each table is followed at once by its grid.
    if kinds != [b"tbl", b"tblGrid"] * len(grids) or not all(map(_columns, grids)):
        yield f"部件 {name} 里有表格没有列宽"


def _columns(grid: bytes) -> bool:
    """True where each column of a table says how wide it is."""
    columns = _COLUMN.findall(grid)
    return bool(columns) and all(_WIDE.search(column) for column in columns)


def _doubled(what: str, found: list[bytes]) -> list[str]:
    return [f"{what} {one.decode(errors='replace')} 出现了两次" for one, count in Counter(found).items() if count > 1]


def _relations_of(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{last}.rels")


def _dangling(content: bytes, relations: bytes) -> list[str]:
    gone = set(_REFERENCE.findall(content)) - set(_RELATION.findall(relations))
    return sorted(one.decode(errors="replace") for one in gone)
