"""Seconds that `cpd report --marks --json` takes, whole command, for growing classes and 30 questions.

    python tools/bench_report.py [LEARNERS ...]

The goals are 1,000 learners in under 5 s and 10,000 in under 30 s.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

QUESTIONS = 30


def main(sizes: list[int]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for learners in sizes:
            path = Path(folder) / f"{learners}.csv"
            path.write_text(table(learners), encoding="utf-8")
            start = time.perf_counter()
            done = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    "from prevention_cpd.cli import main; main()",
                    "report",
                    "--marks",
                    path,
                    "--json",
                ],
                capture_output=True,
                check=True,
            )
            seconds = time.perf_counter() - start
            alpha = json.loads(done.stdout)["quiz"]["alpha"]
            print(f"{learners:>7,} learners x {QUESTIONS}: {seconds:5.1f} s (alpha {alpha:.2f})")


def table(learners: int) -> str:
    """Return marks of learners of different strength, with part marks, drawn by chance from one seed."""
    draw = random.Random(learners)  # noqa: S311  # a measurement, no secret
    lines = ["learner," + ",".join(f"q{at}" for at in range(1, QUESTIONS + 1))]
    for learner in range(learners):
        strength = draw.random()
        marks = [f"{min(1.0, max(0.0, draw.gauss(strength, 0.4))):.2f}" for _ in range(QUESTIONS)]
        lines.append(",".join([f"learner-{learner}", *marks]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [100, 1_000, 10_000])
