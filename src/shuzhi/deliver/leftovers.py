"""Words in a report that look like a template left unfilled. A person may have typed them: they block nothing."""

from functools import lru_cache
from xml.parsers import expat

from shuzhi.unzipped import opened

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
MARKS = ("{{", "{%", "｛｛", "｛%")
WORDS = ("nan", "None")
_LARGE = 1 << 20  # bytes of a part that is not kept in memory
# Most parts hold none of these bytes and need no reading.
_POSSIBLE = tuple(text.encode() for text in ("{", "｛", ">nan<", ">None<"))


def leftovers(docx: bytes) -> list[str]:
    """Of a checked .docx: the marks of tags in any paragraph and the words nan and None standing alone in a run."""
    archive = opened(docx)
    names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
    return sorted(set().union(*(_found(archive.read(name)) for name in names)))


def _found(part: bytes) -> frozenset[str]:
    return (_searched if len(part) > _LARGE else _known)(part)


def _searched(part: bytes) -> frozenset[str]:
    return frozenset(_Paragraphs(part).found if any(map(part.__contains__, _POSSIBLE)) else ())


_known = lru_cache(maxsize=64)(_searched)  # most parts are the same in many reports


class _Paragraphs:
    """Reads one part; a tag may stretch over several runs of its paragraph."""

    def __init__(self, content: bytes) -> None:
        self.found: set[str] = set()
        self._runs: list[str] = []
        self._reading = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        parser.Parse(content, True)  # noqa: FBT003 - expat's way to say that this is all

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._reading = tag == f"{_W}t"
        if self._reading:
            self._runs.append("")

    def _letters(self, text: str) -> None:
        if self._reading:
            self._runs[-1] += text

    def _end(self, tag: str) -> None:
        self._reading = False
        if tag == f"{_W}p":
            text = "".join(self._runs)
            self.found.update(mark for mark in MARKS if mark in text)
            self.found.update(word for word in WORDS if word in self._runs)
            self._runs.clear()
