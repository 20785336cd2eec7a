"""Zips from ready pieces."""

import struct
import zipfile
from io import BytesIO
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzhi.unzipped import inflated_pieces, opened
from shuzhi.zipped import Member, entry, is_untouched, joined, member, piece, stored, taken_apart, zipped


@given(st.lists(st.tuples(st.binary(max_size=5000), st.booleans()), max_size=8))
def test_pieces_behind_each_other_are_one_member(parts):
    """Whatever the pieces, the standard library reads their bytes in order, with size and checksum right."""
    member = joined("表/a.xml", [piece(raw, once=once) for raw, once in parts])
    assert member.content == b"".join(raw for raw, _ in parts)
    with zipfile.ZipFile(BytesIO(zipped([member]))) as archive:
        assert archive.testzip() is None
        assert archive.read("表/a.xml") == member.content


@given(st.dictionaries(st.text("ab/报告", min_size=1, max_size=9), st.binary(max_size=3000), max_size=5))
def test_ready_members_make_the_zip_that_zipfile_writes(files):
    """Byte for byte, Chinese names, empty files and long ones too."""
    files["长.xml"] = "".join(f"<w:p>{number * number}</w:p>" for number in range(2000)).encode()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, raw in files.items():
            archive.writestr(entry(name), raw)
    assert zipped(member(name, raw) for name, raw in files.items()) == target.getvalue()


def test_a_zip_taken_apart_and_put_together_holds_the_same():
    """Stored and deflated members of another writer keep name, order, content and compressed bytes."""
    source = BytesIO()
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", "二" * 500)
        archive.writestr(zipfile.ZipInfo("a.bin"), b"\x00\x01", zipfile.ZIP_STORED)
        archive.writestr("空", b"")
    members = taken_apart(source.getvalue())
    assert [(one.name, one.content) for one in members] == [
        ("b.txt", ("二" * 500).encode()), ("a.bin", b"\x00\x01"), ("空", b""),
    ]
    again = taken_apart(zipped(members))
    assert again == members
    with zipfile.ZipFile(BytesIO(zipped(members))) as archive:
        assert archive.testzip() is None
        assert [info.date_time for info in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * 3
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o644}


def test_what_is_no_zip_is_said():
    """The standard library's exception; too large a member is never cut."""
    with pytest.raises(zipfile.BadZipFile):
        taken_apart(b"no zip")
    with pytest.raises(struct.error):
        zipped([Member("x", 0, 1 << 33, b"")])


def test_a_zip_somebody_else_wrote_is_told_from_ours():
    """The same members written by the standard library, and what is no zip at all, are not ours."""
    ours = zipped([joined("a.txt", [piece(b"a")])])
    theirs = BytesIO()
    with zipfile.ZipFile(theirs, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), b"a")
    assert [is_untouched(data) for data in (ours, theirs.getvalue(), ours[:20], b"")] == [True, False, False, False]


@given(st.dictionaries(st.text("ab/报告\\\0", min_size=1, max_size=9), st.binary(max_size=3000), max_size=5))
def test_a_zip_of_ours_is_read_as_zipfile_reads_it(files):
    """The same names in the same order, the same contents."""
    data = zipped(member(name, raw) for name, raw in files.items())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert opened(data).namelist() == archive.namelist()
        assert [opened(data).read(name) for name in archive.namelist()] == [*map(archive.read, archive.namelist())]
        assert opened(data).testzip() is None


@pytest.mark.parametrize("change", [
    lambda data: b"before" + data, lambda data: data + b"behind", lambda data: data[:-3], lambda data: data[:40],
    lambda data: data.replace(b"a.xml", b"b.xml", 1), lambda data: data.replace(b"a.xml", b"b\0xml"),
    lambda data: data.replace(b"b.xml", b"a.xml"), lambda data: data[:0], lambda data: data[:4],
])
def test_what_is_not_to_the_byte_as_we_write_it_is_left_to_zipfile(change):
    """Read by zipfile, or refused by it."""
    data = change(zipped([member("a.xml", b"1" * 50), member("b.xml", b"2" * 50)]))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        with pytest.raises(zipfile.BadZipFile):
            opened(data)
    else:
        assert isinstance(opened(data), zipfile.ZipFile)
        assert opened(data).namelist() == archive.namelist()


@given(st.lists(st.integers(0, 3_000_000) | st.binary(max_size=70_000), max_size=3))
def test_a_large_file_is_inflated_a_piece_after_the_other(parts):
    """However well it is compressed: the pieces together are the file, none is much larger than others."""
    one = member("a.xml", b"".join(bytes(part) for part in parts))
    pieces = [*inflated_pieces(one)]
    assert b"".join(pieces) == one.content == b"".join(inflated_pieces(stored("a.xml", one.content)))
    assert max(map(len, pieces)) <= 1 << 20


def test_what_stands_behind_the_end_of_a_large_file_is_left_out():
    """As zipfile does; nobody waits for it to become something."""
    one = member("a.xml", b"1" * 3_000_000)
    pieces = [*islice(inflated_pieces(one._replace(data=one.data + b"2" * 100_000)), 100)]
    assert len(pieces) < 100
    assert b"".join(pieces) == one.content


@pytest.mark.parametrize("false", [
    Member("a.xml", 1, 50, member("a.xml", b"1" * 50).data), Member("a.xml", 0, 0, member("a.xml", b"1" * 50).data),
    Member("a.xml", 0, 9, b""), Member("a.xml", 0, 3, b"abc", 0),
])
def test_a_file_that_is_not_what_the_zip_says_is_refused(false):
    """Another checksum or length; no more is inflated than is promised."""
    with pytest.raises(zipfile.BadZipFile):
        opened(zipped([false])).read("a.xml")
    with pytest.raises(zipfile.BadZipFile):
        list(inflated_pieces(false))
    assert opened(zipped([member("b.xml", b""), false])).testzip() == "a.xml"
