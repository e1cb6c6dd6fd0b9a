"""The floor of grading a class: the same files and rows, read and written, with nothing in between.

    python tools/floor.py QUIZZES QUIZ

Prints the seconds. The folder holds a class that was graded: what was handed
in is read, what grading left is written again elsewhere.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
TABLES += ("cpd_person", "cpd_attempt", "cpd_mark")


def main(quizzes: Path, quiz: str) -> None:
    """Measure and print."""
    learners = sorted(path.name for path in (quizzes / "autograded").iterdir())
    graded = {
        name: [(path.name, path.read_bytes()) for path in (quizzes / "autograded" / name / quiz).iterdir()]
        for name in learners
    }
    with sqlite3.connect(quizzes / "gradebook.db") as gradebook:
        query = "SELECT sql FROM sqlite_master WHERE name = ?"
        schema = [gradebook.execute(query, [table]).fetchone()[0] for table in TABLES]
        rows = [gradebook.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]  # noqa: S608
    with tempfile.TemporaryDirectory(dir=quizzes) as name:
        folder = Path(name)
        start = time.perf_counter()
        for learner in learners:
            for path in (quizzes / "submitted" / learner / quiz).iterdir():
                path.read_bytes()
            place = folder / learner / quiz
            place.mkdir(parents=True)
            for file, raw in graded[learner]:
                (place / file).write_bytes(raw)
        with sqlite3.connect(folder / "gradebook.db") as gradebook:
            gradebook.execute("PRAGMA journal_mode = WAL")
            for table, sql, values in zip(TABLES, schema, rows, strict=True):
                gradebook.execute(sql)
                if values:
                    marks = ",".join("?" * len(values[0]))
                    gradebook.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608
        print(time.perf_counter() - start)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
