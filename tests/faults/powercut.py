"""What a power cut may leave of the calls in a trace: as ALICE does (Pillai et al., OSDI 2014), bounded.

A file's content is certain once the file was synced, a name once its folder was, all of it once the disk was. Of the calls on names since then any
number of the first ones may have come to the disk, or all but one; content not synced is empty.
"""

import re
from dataclasses import dataclass, field

from faults.injecting import decoded

NEAR = 8  # of the calls that are not certain yet, so many of the last are left out one by one
_LINE = re.compile(r"\d+ +(?P<call>\w+)\((?P<rest>.*)\) += (?P<result>\d+)")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"')
_OPEN = re.compile(r"^\d+<(?P<path>[^>]*)>")
_AT = re.compile(r"^(?:AT_FDCWD|\d+)<(?P<path>[^>]*)>")
_SYNCS = {"fsync": "sync", "fdatasync": "sync", "syncfs": "sync all"}
_NAMES = {"rename": "move", "link": "link", "unlink": "remove", "rmdir": "remove", "mkdir": "make"}


@dataclass(eq=False)
class Node:
    """A file or folder: the name it was made under, and whether its content is on the disk for good."""

    made: str
    folder: bool = False
    synced: bool = False


@dataclass(frozen=True)
class Call:
    """One call: make, move, link, remove, write, sync, sync all; `other` is the new name."""

    kind: str
    path: str
    other: str = ""
    folder: bool = False

    @property
    def directory(self):
        """The folder whose sync makes it certain: a second name's own, else that of the file."""
        return (self.other if self.kind == "link" else self.path).rpartition("/")[0]


def calls(trace, root):
    """The calls of a trace on what lies below a folder, and its own syncs."""
    found = [_call(match) for line in trace.splitlines() if (match := _LINE.match(line))]
    return [one for one in found if one and (one.path == root or one.path.startswith(f"{root}/"))]


def standing(root):
    """Names → nodes of what lies below a folder now, all on the disk for good."""
    return {str(path): Node(str(path), path.is_dir(), synced=True) for path in sorted(root.rglob("*"))}


def _call(match):
    name, rest = match["call"], match["rest"]
    words = [decoded(word) for word in _WORD.findall(rest)]
    at = _AT.match(rest)
    if name == "openat" and "O_CREAT" in rest:
        return Call("make", _below(at, words[0]))
    if name == "unlinkat":
        return Call("remove", _below(at, words[0]))
    if name in _NAMES:
        return Call(_NAMES[name], *words[:2], folder=name == "mkdir")
    held = _OPEN.match(rest)
    if name in _SYNCS and held:
        return Call(_SYNCS[name], decoded(held["path"]))
    if name in ("write", "pwrite64", "ftruncate", "sendfile", "copy_file_range") and held:
        return Call("write", decoded(held["path"]))
    return None


def _below(at, word):
    return word if word.startswith("/") or not at else f"{decoded(at['path'])}/{word}"


@dataclass
class Disk:
    """Names → nodes as the program sees them, as they are on the disk for good, and the calls in between.

    roots  folders that are always there
    """

    roots: tuple
    now: dict
    sure: dict = field(default_factory=dict)
    pending: list = field(default_factory=list)

    def __post_init__(self):
        self.sure = dict(self.now)

    def take(self, call):
        """One call happens."""
        if call.kind == "write":
            if call.path in self.now:
                self.now[call.path].synced = False
        elif call.kind == "sync all":
            for node in self.now.values():
                node.synced = True
            self.sure, self.pending = dict(self.now), []
        elif call.kind == "sync" and (node := self.now.get(call.path)) and not node.folder:
            node.synced = True
        elif call.kind == "sync":
            own = [entry for entry in self.pending if entry[0].directory == call.path]
            self.pending = [entry for entry in self.pending if entry[0].directory != call.path]
            for entry in own:
                apply(self.sure, *entry)
        elif call.kind != "make" or call.path not in self.now:
            entry = call, Node(call.path, call.folder)
            apply(self.now, *entry)
            self.pending.append(entry)

    def states(self):
        """What a power cut now may leave: names → nodes."""
        count = len(self.pending)
        near = range(max(0, count - NEAR), count)
        chosen = [self.pending[:end] for end in {0, count, *near}]
        chosen += [self.pending[:place] + self.pending[place + 1 :] for place in near]
        for entries in chosen:
            state = dict(self.sure)
            for entry in entries:
                apply(state, *entry)
            found = dict.fromkeys(self.roots)
            for path in sorted(state):  # a folder stands before what is in it
                if path.rpartition("/")[0] in found:
                    found[path] = state[path]
            yield {path: node for path, node in found.items() if node}


def apply(names, call, node):
    """Change names → nodes by one call; one that cannot happen there changes nothing."""
    if call.kind == "make":
        names.setdefault(call.path, node)
    elif call.kind == "link" and call.path in names:
        names.setdefault(call.other, names[call.path])
    elif call.kind == "remove" and not _inside(names, call.path):
        names.pop(call.path, None)
    elif call.kind == "move" and call.path in names and not _inside(names, call.other) and (
        names.get(call.other) is not names[call.path]  # two names of one file stay two
    ):
        for path in [call.path, *_inside(names, call.path)]:
            names[call.other + path[len(call.path) :]] = names.pop(path)


def _inside(names, folder):
    return [path for path in names if path.startswith(f"{folder}/")]
