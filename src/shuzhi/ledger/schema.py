"""The schema of the ledger, version by version."""

import sqlite3

# One script a version; user_version says how many of them a file has seen. Never change one that was released.
MIGRATIONS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, exit_code INTEGER,
        program_version TEXT NOT NULL, form_version TEXT NOT NULL
    );
    CREATE TABLE submissions (
        id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs (id), period TEXT NOT NULL,
        branch_code TEXT NOT NULL, number INTEGER, file TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
        outcome TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL
    );
    CREATE INDEX submissions_of_branch ON submissions (period, branch_code);
    """,
    """
    CREATE TABLE issued (
        period TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (period, file, sha256)
    );
    """,
    """
    CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE explanations (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, branch_code TEXT NOT NULL, code TEXT NOT NULL,
        sheet TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES runs (id),
        noted TEXT NOT NULL, UNIQUE (period, branch_code, code, sheet, digest, text)
    );
    """,
    """
    CREATE TABLE finals (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, report TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs (id), UNIQUE (period, report)
    );
    CREATE TABLE final_figures (
        final_id INTEGER NOT NULL REFERENCES finals (id), number INTEGER NOT NULL, text TEXT NOT NULL,
        source TEXT NOT NULL, rows TEXT NOT NULL, PRIMARY KEY (final_id, number)
    );
    """,
    """
    ALTER TABLE submissions ADD COLUMN fill_date TEXT NOT NULL DEFAULT '';
    CREATE TABLE standings (
        run_id INTEGER NOT NULL REFERENCES runs (id), branch_code TEXT NOT NULL, state TEXT NOT NULL,
        late INTEGER NOT NULL, through TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (run_id, branch_code)
    );
    CREATE TABLE findings (
        period TEXT NOT NULL, branch_code TEXT NOT NULL, sha256 TEXT NOT NULL, code TEXT NOT NULL, level TEXT NOT NULL,
        sheet TEXT NOT NULL, row INTEGER NOT NULL, "column" INTEGER NOT NULL, field TEXT NOT NULL, message TEXT NOT NULL
    );
    CREATE INDEX findings_of_branch ON findings (period, branch_code);
    CREATE TABLE approvals (
        id INTEGER PRIMARY KEY, period TEXT NOT NULL, branch_code TEXT NOT NULL, sha256 TEXT NOT NULL,
        approved TEXT NOT NULL, reopened TEXT
    );
    CREATE UNIQUE INDEX one_approval ON approvals (period, branch_code) WHERE reopened IS NULL;
    CREATE TABLE counts (
        run_id INTEGER NOT NULL REFERENCES runs (id), period TEXT NOT NULL, branch_code TEXT NOT NULL,
        sha256 TEXT NOT NULL, coverage_start TEXT NOT NULL, coverage_end TEXT NOT NULL,
        PRIMARY KEY (period, branch_code)
    );
    CREATE TABLE indicators (
        period TEXT NOT NULL, branch_code TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, value REAL,
        numerator REAL, denominator REAL, rows TEXT NOT NULL, PRIMARY KEY (period, branch_code, scope, name)
    ) WITHOUT ROWID;
    CREATE TABLE deliveries (
        run_id INTEGER NOT NULL REFERENCES runs (id), name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (run_id, name)
    );
    CREATE TABLE nights (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, began TEXT NOT NULL, ended TEXT, exit_code INTEGER
    );
    """,
)
# Runs that ended with a delivery: exit codes 0 and 1.
DELIVERED = "exit_code IN (0, 1)"


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open ledger to the newest version; DatabaseError if a newer program wrote it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise sqlite3.DatabaseError("它由更新的程序写成，请更新本程序")
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
