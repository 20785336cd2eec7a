"""Mutators of a workbook's parts; the zip around them is whole. (chance, data) → data."""

import io
import zipfile


def entries(data):
    """(name, bytes) of every part, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts, method=zipfile.ZIP_DEFLATED):
    """The zip of (name, bytes) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def dropped(chance, data):
    """A part is missing."""
    parts = entries(data)
    del parts[chance.randrange(len(parts))]
    return packed(parts)


def renamed(chance, data):
    """A part has another name."""
    parts = entries(data)
    place = chance.randrange(len(parts))
    name, content = parts[place]
    others = [name.upper(), name.lower(), name.replace("xl/", ""), f"xl/{name}", name + "x", name.replace("sheet1", "sheet9"), f"../{name}", f"/{name}"]
    parts[place] = (chance.choice(others), content)
    return packed(parts)


def exchanged(chance, data):
    """Two parts changed their contents."""
    parts = entries(data)
    first, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    (name, content), (other, its) = parts[first], parts[second]
    parts[first], parts[second] = (name, its), (other, content)
    return packed(parts)


def copied(chance, data):
    """A part has another one's content."""
    parts = entries(data)
    place = chance.randrange(len(parts))
    parts[place] = (parts[place][0], chance.choice(parts)[1])
    return packed(parts)


def emptied(chance, data):
    """A part is empty, or nearly."""
    parts = entries(data)
    place = chance.randrange(len(parts))
    parts[place] = (parts[place][0], chance.choice([b"", b" ", b"<a/>", b"\xef\xbb\xbf", parts[place][1][: len(parts[place][1]) // 2]]))
    return packed(parts)


def shuffled(chance, data):
    """The parts stand in another order, stored or deflated."""
    parts = entries(data)
    chance.shuffle(parts)
    return packed(parts, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))


def cased(chance, data):
    """Every name in capitals, as some programs write them."""
    return packed([(chance.choice([name.upper(), name.lower(), name]), content) for name, content in entries(data)])


def added(chance, data):
    """A part that nobody asked for."""
    parts = entries(data)
    name = chance.choice(["xl/worksheets/sheet99.xml", "xl/vbaProject.bin", "evil.exe", "xl/media/image1.png", "customXml/item1.xml", "a/b/c/d.xml", "目录/表.xml"])
    return packed([*parts, (name, chance.choice([b"<a/>", b"<a", chance.randbytes(200), chance.choice(parts)[1]]))])


def compressed(chance, data):
    """Packed by another method."""
    return packed(entries(data), chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))


MUTATORS = (dropped, renamed, exchanged, copied, emptied, shuffled, cased, added, compressed)
