"""Mutators of the XML inside one part; checksums and sizes are right again. (chance, data) → data."""

import copy
import re

from lxml import etree

from fuzz.package import entries, packed

# How often a part is taken: those that decide values more than others.
_WEIGHTS = (("worksheets/sheet", 6), ("sharedstrings", 4), ("styles", 3), ("workbook.xml", 4), (".rels", 2))
_NUMBERS = ["0", "1", "-1", "00", "1.0", " 1", "1e2", "", "A", "999999999", "4294967296", "18446744073709551616", "NaN", "inf", "１", "0x1", "+1", "1_0", "9" * 5000]
_CELLS = ["A1", "a1", "A0", "AA1", "ZZZ1", "XFD1048576", "A1048577", "$A$1", "R1C1", "1A", "A", "1", "B2:C3", "", " A1", "A01", "Ａ１", "A1 "]
_TYPES = ["s", "n", "b", "e", "d", "str", "inlineStr", "", "S", "x"]
_TEXTS = ["", " ", "0", "1", "45178", "-1", "1e400", "2023-09-05", "2023-09-05T10:30:00", "10:30", "true", "#REF!", "=1+1", "&amp;", "_x000D_", "_x005F_x000D_",
          "甲", "99999", "0.1", ".5", "5.", "1,000", "\u200b", "\ufeff1", "\ud7ff", "A" * 5000, "60", "2958466", "0.5", "1.5"]
_TAGS = ["c", "v", "f", "row", "si", "t", "r", "rPh", "is", "xf", "numFmt", "sheet", "sheetData", "mergeCell", "col"]


def dropped(chance, root):
    one = _any(chance, root)
    one.getparent().remove(one)


def doubled(chance, root):
    one = _any(chance, root)
    one.addnext(copy.deepcopy(one))


def moved(chance, root):
    one, other = _any(chance, root), _any(chance, root)
    if one not in set(other.iterancestors()) and one is not other:
        chance.choice([other.addnext, other.addprevious, other.append])(one)


def renamed(chance, root):
    one = _any(chance, root)
    space = etree.QName(one).namespace
    one.tag = chance.choice([f"{{{space}}}{chance.choice(_TAGS)}", f"{{urn:other}}{etree.QName(one).localname}", etree.QName(one).localname])


def wrapped(chance, root):
    one = _any(chance, root)
    shell = etree.Element(chance.choice([one.tag, "{urn:other}shell", one.getparent().tag]))
    one.addprevious(shell)
    shell.append(one)


def attribute(chance, root):
    """An attribute that decides where or what a cell is."""
    one = _any(chance, root)
    names = [*one.attrib] or ["r", "s", "t", "ref", "count"]
    name = chance.choice([*names, "r", "s", "t"])
    values = {"r": _CELLS + _NUMBERS, "t": _TYPES, "ref": _CELLS}.get(name, _NUMBERS)
    one.set(name, chance.choice([*values, chance.choice(names), one.get(name, "") + "1"]))


def bare(chance, root):
    """An attribute less."""
    one = _any(chance, root)
    if one.attrib:
        del one.attrib[chance.choice([*one.attrib])]


def borrowed(chance, root):
    """An attribute of a neighbour."""
    one, other = _any(chance, root), _any(chance, root)
    for name, value in other.attrib.items():
        one.set(name, value)


def text(chance, root):
    _any(chance, root).text = chance.choice(_TEXTS)


def number(chance, root):
    """A stored value is another one: an index beyond the end, a day, nothing."""
    stored = list(root.iter("{*}v")) or list(root.iter())
    chance.choice(stored).text = chance.choice(_TEXTS[:8] + _NUMBERS)


def comment(chance, root):
    one = _any(chance, root)
    more = chance.choice([etree.Comment("x"), etree.ProcessingInstruction("x", "y")])
    chance.choice([one.addprevious, one.append])(more)


def spaced(chance, root):
    chance.choice(list(root.iter("{*}t")) or [root]).set("{http://www.w3.org/XML/1998/namespace}space", chance.choice(["preserve", "default", "x"]))


def padded(chance, root):
    one = chance.choice(list(root.iter("{*}t", "{*}v")) or [root])
    one.text = chance.choice([" ", "\n", "\t", "\u3000", "\xa0"]) + (one.text or "") + chance.choice(["", " ", "\n"])


def unaddressed(chance, root):
    """Cells and rows do not say where they are."""
    for one in root.iter("{*}c", "{*}row"):
        if "r" in one.attrib and chance.random() < chance.choice([0.05, 1]):
            del one.attrib["r"]


def merged(chance, root):
    """A range is merged over whatever stands there."""
    areas = root.find("{*}mergeCells")
    if areas is None:
        return attribute(chance, root)
    row, column = chance.randint(1, 30), chance.randint(0, 12)
    first, last = f"{chr(65 + column)}{row}", f"{chr(65 + column + chance.randint(0, 4))}{row + chance.randint(0, 4)}"
    etree.SubElement(areas, areas.tag.replace("mergeCells", "mergeCell"), ref=chance.choice([f"{first}:{last}", first, f"{last}:{first}", "A1:XFD1048576"]))
    return None


def shuffled(chance, root):
    one = chance.choice([one for one in root.iter("*") if len(one) > 1] or [root])
    children = list(one)
    chance.shuffle(children)
    one[:] = children


_TREES = (dropped, doubled, moved, renamed, wrapped, attribute, attribute, attribute, bare, borrowed, text, number, number, comment, spaced, padded, unaddressed,
          merged, shuffled)


def tree(chance, data):
    """One to three changes of the elements of a part."""
    return _in_part(chance, data, lambda content: _changed(chance, content))


def written(chance, data):
    """The text of a part: entities, encodings, prefixes, CDATA, a cut or an odd byte."""
    return _in_part(chance, data, lambda content: chance.choice(_WRITTEN)(chance, content))


def _doctype(_chance, content):
    return re.sub(rb"(<\?xml[^>]*\?>)?", rb'\1<!DOCTYPE x [<!ENTITY e "1">]>', content, count=1)


def _entity(chance, content):
    return _inside(chance, content, chance.choice([b"&e;", b"&amp;", b"&#49;", b"&#x4e2d;", b"&#0;", b"&#xD800;", b"&#x1F600;", b"&", b"&#13;"]))


def _cdata(chance, content):
    return _inside(chance, content, chance.choice([b"<![CDATA[1]]>", b"<!-- 1 -->", b"<?x 1?>", b"]]>", b"<![CDATA["]))


def _recoded(chance, content):
    name = chance.choice(["utf-16", "gb18030", "iso-8859-1", "utf-8-sig", "utf-16-le", "us-ascii"])
    shown = chance.choice([name, "utf-8", "x-none"])
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.decode("utf-8", "replace").lstrip("\ufeff"))
    return f'<?xml version="1.0" encoding="{shown}"?>{text}'.encode(name, "xmlcharrefreplace")


def _prefixed(_chance, content):
    """Every element of the main namespace under a prefix, as some programs write it."""
    text = content.replace(b'xmlns="', b'xmlns:x="', 1)
    return re.sub(rb"<(/?)(?![?!])(?=[A-Za-z]+[ />])", rb"<\1x:", text)


def _unbound(_chance, content):
    return re.sub(rb"<(/?)(c|v|t|si|row)(?=[ />])", rb"<\1x:\2", content)


def _byte(chance, content):
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.choice([0, 1, 9, 34, 38, 60, 62, 128, 255, chance.randrange(256)])]) + content[place + 1 :]


def _half(chance, content):
    return content[: chance.randrange(len(content))]


def _tail(chance, content):
    return content + chance.choice([b" ", b"<a/>", b"x", b"\0", b"<!-- x -->", content[-20:]])


def _repeated(chance, content):
    """A cell or text stands there very often."""
    found = re.search(rb"<c .*?</c>|<si>.*?</si>|<xf [^>]*/>", content)
    return content.replace(found[0], found[0] * chance.choice([2, 300]), 1) if found else content


_WRITTEN = (_doctype, _entity, _entity, _cdata, _cdata, _recoded, _prefixed, _unbound, _byte, _byte, _half, _tail, _repeated)
MUTATORS = (tree, tree, written)


def _in_part(chance, data, change):
    parts = entries(data)
    chosen = chance.choices(range(len(parts)), [_weight(name) for name, _ in parts])[0]
    name, content = parts[chosen]
    parts[chosen] = (name, change(content) if content else content)
    return packed(parts)


def _weight(name):
    return next((weight for word, weight in _WEIGHTS if word in name.lower()), 1) if name.lower().endswith((".xml", ".rels")) else 0.1


def _changed(chance, content):
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # an earlier step has broken it, or it is no XML
        return content[::-1]
    for _ in range(chance.randint(1, 3)):
        if len(root):
            chance.choice(_TREES)(chance, root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _any(chance, root):
    """An element below the root; cells and texts as often as all others together."""
    if chance.random() < 0.5:
        found = list(root.iter("{*}c", "{*}si", "{*}row", "{*}xf", "{*}sheet", "{*}v", "{*}t"))
        if found:
            return chance.choice(found)
    return chance.choice(list(root.iterdescendants("*")) or [etree.SubElement(root, "x")])


def _inside(chance, content, more):
    """`more` before the end of one text."""
    places = [match.start() for match in re.finditer(rb"</", content)]
    if not places:
        return content
    place = chance.choice(places)
    return content[:place] + more + content[place:]
