"""find: what lies in the inbox."""

import os
import socket
import subprocess

import pytest

from shuzhi.errors import InboxMissing
from shuzhi.intake.find import find


def put(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def listed(folder):
    return {found.file: found.ignored for found in find(folder)}


def test_every_file_is_listed_once_in_natural_order(tmp_path):
    """第2 comes before 第10, files of sub-folders too, whatever the ending."""
    put(tmp_path, "村10.xlsx", "村2.xlsx", "乙/村1.xlsx", "甲/说明.txt", "村2.XLS")
    names = ["乙/村1.xlsx", "村2.XLS", "村2.xlsx", "村10.xlsx", "甲/说明.txt"]
    assert [found.file for found in find(tmp_path)] == names
    assert not any(found.ignored for found in find(tmp_path))
    assert all(found.path == tmp_path / found.file for found in find(tmp_path))


@pytest.mark.parametrize(("name", "word"), [
    ("~$村1.xlsx", "锁文件"), (".~村1.xlsx", "锁文件"), (".~lock.村1.xlsx#", "锁文件"),
    ("Thumbs.db", "系统"), (".DS_Store", "系统"), ("desktop.ini", "系统"), ("._村1.xlsx", "系统"),
    ("__MACOSX/村1.xlsx", "系统"), ("村1.xlsx.crdownload", "没有下载完"), ("村1.xlsx.part", "没有下载完"),
    ("村1.TMP", "没有下载完"), ("村1.xlsx.download", "没有下载完"), ("村1.核对.xlsx", "核对副本"),
    (".隐藏.xlsx", "隐藏"), (".git/村1.xlsx", "隐藏"),
])
def test_what_no_branch_handed_in_is_ignored_with_a_reason(tmp_path, name, word):
    """Lock files, system files, partial downloads, our own marked copies and hidden files are not read."""
    put(tmp_path, name, "村1.xlsx")
    assert word in listed(tmp_path)[name]
    assert listed(tmp_path)["村1.xlsx"] == ""


def test_links_are_never_followed(tmp_path):
    """A link to a file, to a folder and to nowhere is listed as ignored; a ring of links ends."""
    put(tmp_path, "村1.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "村1.xlsx")
    (tmp_path / "环").symlink_to(tmp_path)
    (tmp_path / "空.xlsx").symlink_to(tmp_path / "没有")
    reasons = listed(tmp_path)
    assert len(reasons) == 4
    assert all("链接" in reasons[name] for name in ("链接.xlsx", "环", "空.xlsx"))


def test_what_is_no_regular_file_is_ignored(tmp_path, monkeypatch):
    """A fifo, a socket and a folder named .xlsx are listed with a reason; the folder's files are found."""
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    put(tmp_path, "村.xlsx/村1.xlsx")
    os.mkfifo("管道.xlsx")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("套.xlsx")
        reasons = listed(tmp_path)
    assert "管道" in reasons["管道.xlsx"]
    assert "套接字" in reasons["套.xlsx"]
    assert "文件夹" in reasons["村.xlsx"]
    assert reasons["村.xlsx/村1.xlsx"] == ""


def test_a_folder_without_rights_is_listed(tmp_path, tmp_path_factory):
    """A sub-folder that cannot be opened costs nothing but a line; the files beside it are found."""
    put(tmp_path, "锁/村1.xlsx", "村2.xlsx")
    (tmp_path / "锁").chmod(0)
    user = os.geteuid()
    tmp_path.chmod(0o755)
    try:
        if user == 0:
            for folder in tmp_path.parents:
                if folder.name.startswith(("pytest-", "popen-")) or folder == tmp_path_factory.getbasetemp():
                    folder.chmod(0o755)
            os.seteuid(65534)
        reasons = listed(tmp_path)
    finally:
        os.seteuid(user)
        (tmp_path / "锁").chmod(0o700)
    assert reasons == {"村2.xlsx": "", "锁": "文件夹打不开，请检查权限"}


def test_a_missing_inbox_is_no_empty_inbox(tmp_path):
    """A folder that is not there raises, an empty one gives nothing."""
    assert find(tmp_path) == ()
    with pytest.raises(InboxMissing):
        find(tmp_path / "没有")
    put(tmp_path, "文件")
    with pytest.raises(InboxMissing):
        find(tmp_path / "文件")


def test_names_that_are_no_text_can_be_printed(tmp_path):
    """A name in GBK bytes is listed in letters every output can hold, and its path still opens."""
    path = os.path.join(os.fsencode(tmp_path), "村.xlsx".encode("gbk"))  # noqa: PTH118 - bytes have no Path
    with open(path, "wb") as file:  # noqa: PTH123 - as above
        file.write(b"x")
    (found,) = find(tmp_path)
    found.file.encode()
    assert found.path.read_bytes() == b"x"


def test_a_thousand_nested_folders_do_not_stop_the_search(tmp_path):
    """Depth is bounded by the file system, not by Python's recursion limit."""
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(os.open("村1.xlsx", os.O_CREAT, dir_fd=folder))
    os.close(folder)
    assert [found.path.name for found in find(tmp_path)] == ["村1.xlsx"]
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)  # shutil.rmtree would recurse
