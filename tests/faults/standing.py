"""What stands in a workspace after a command: its delivery, ledger, archive, inputs, and what was left lying about."""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing

ZIPS = OFFICE, UPWARD = "2023Q3_内部.zip", "2023Q3_上报.zip"
COPY, MARKER = "2023Q3", "2023Q3_正在更换.txt"
INPUTS = ("workbooks", "templates")
PRIVATE = {"ledger.sqlite", "run.lock", "nightly.lock", "archive", "cache", "log", "settings"}
_PASSING = {"id", "run_id", "started", "finished", "noted", "approved", "reopened"}  # numbers and moments of one run


def tree(folder):
    """Path → content of every file; what is hidden is left out."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    names = {path: path.relative_to(folder) for path in paths}
    return {str(name): path.read_bytes() for path, name in names.items() if not str(name).startswith(".")}


def inputs(root):
    """A digest of each input."""
    return {
        f"{name}/{file}": hashlib.sha256(content).hexdigest()
        for name in INPUTS for file, content in tree(root / name).items()
    }


def check_whole(output):
    """Each part is as its manifest says, and all of them belong together."""
    manifests = [_of_zip(output / name) for name in ZIPS]
    copied = tree(output / COPY)
    own = json.loads(copied.pop("manifest.json"))
    assert own == manifests[0]
    assert own["id"] == manifests[1]["id"]
    assert {one["path"]: one["sha256"] for one in own["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in copied.items()
    }


def _of_zip(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        assert {one["path"]: one["sha256"] for one in manifest["files"]} == {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist() if name != "manifest.json"
        }
    return manifest


def check_archive(root):
    """Every workbook kept bears the hash of its content."""
    for name, content in tree(root / ".shuzhi/archive").items():
        assert name.endswith((f"_{hashlib.sha256(content).hexdigest()[:12]}.xlsx", ".part")), name


def check_ledger(root):
    """The ledger, if there is one, can be read and is whole."""
    path = root / ".shuzhi/ledger.sqlite"
    if path.exists():
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def noted(root):
    """Table → its rows without numbers and moments; of what is noted run by run, those of the last that delivered."""
    with closing(sqlite3.connect(root / ".shuzhi/ledger.sqlite")) as connection:
        (last,) = connection.execute("SELECT max(id) FROM runs WHERE exit_code IN (0, 1)").fetchone()
        (ended,) = connection.execute("SELECT max(id) FROM runs").fetchone()
        assert last == ended
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _rows(connection, name, last) for name in names if name not in ("secrets", "nights")}


def _rows(connection, table, last):
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [one[0] for one in cursor.description]
    own = "id" if table == "runs" else "run_id" if table in ("submissions", "standings", "deliveries") else None
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    kept = [row for row in rows if own is None or row[own] == last]
    return sorted(str({name: row[name] for name in names if name not in _PASSING}) for row in kept)


def leftovers(root):
    """What no command leaves behind."""
    output = [path.name for path in (root / "output").iterdir() if path.name not in (*ZIPS, COPY, "下发")]
    private = [path.name for path in (root / ".shuzhi").iterdir() if path.name not in PRIVATE]
    kept = [path.name for path in (root / ".shuzhi/archive").rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    made = [path.name for path in (root / ".shuzhi/cache").rglob("tmp*")]
    return output + private + kept + made
