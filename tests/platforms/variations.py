"""How machines differ: each variation is a way to run the two villages that must give the same bytes.

words of a line: NAME=value in the environment (- = taken away), umask=, user=nobody, in=folder that is made for the
workspace, from=folder to stand in, as=how the workspace is named there (link, relative, ..); {scratch} = a folder.
"""

LONG = "述职 报告（很长的文件夹名） of the township"  # with blanks, Han and full-width marks
DEEP = "/".join([LONG * 2] * 4)  # 243 characters, 451 bytes

# The first has everything at once; each of the others one thing alone.
VARIATIONS = {
    "everything at once": (
        f"LC_ALL=C PYTHONIOENCODING=ascii TZ=America/Los_Angeles umask=0 HOME=/nowhere "
        f"COLUMNS=1 as=.. in={DEEP.replace(' ', '%20')}"
    ),
    "ascii": "LC_ALL=C PYTHONIOENCODING=ascii",
    "cp936": "LC_ALL=C PYTHONIOENCODING=cp936",
    "gb18030": "PYTHONIOENCODING=gb18030",
    "utf-8 mode": "LC_ALL=C PYTHONUTF8=1",
    "Turkish": "LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8",
    "Los Angeles": "TZ=America/Los_Angeles",
    "Kiritimati": "TZ=Pacific/Kiritimati",
    "no such zone": "TZ=Nowhere/Never",
    "no list of zones": "PYTHONTZPATH={scratch} PYTHONPATH={scratch}",
    "umask 0": "umask=0",
    "umask 077": "umask=63",
    "no home": "HOME=-",
    "no such folder for temporary files": "TMPDIR={scratch}/nowhere TMP=- TEMP=-",
    "long path with blanks": f"in={DEEP.replace(' ', '%20')}",
    "named by a link": "as=link",
    "named from elsewhere": "as=relative",
    "named through ..": "as=..",
    "installed read-only": "user=nobody HOME=/ PYTHONDONTWRITEBYTECODE=-",
    "nothing is compiled": "PYTHONDONTWRITEBYTECODE=1",
    "bytes are not str": "PYTHONHASHSEED=17",
    "optimised": "PYTHONOPTIMIZE=1",
}
