"""Test every page of the book, and write what was found into the accessibility statement.

make accessibility
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: What `reference/accessibility.md` includes.
STATEMENT = ROOT / "reference" / "accessibility-results.md.txt"
#: What the tests look for, by its name in their results.
LOOKED_FOR = {
    "axe": "The axe rules for WCAG 2.0 to 2.2, levels A and AA, and good practice, in light and dark colours",
    "wide": "Nothing is cut off or scrolls sideways, with wider text spacing too",
    "small": "Controls measure at least 24 by 24 pixels",
    "failed": "Every activity comes up",
}


def main() -> int:
    """Run the tests, and write the statement whatever they find; a folder of results may be given instead."""
    if len(sys.argv) > 1:
        return write(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as name:
        # --all: axe looks at each page at each width, and not in turn.
        command = [sys.executable, "-m", "pytest", "-q", "--all", "tests/browser/test_pages.py"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "CPD_ACCESSIBILITY": name}, check=False)
        return write(Path(name))


def write(folder: Path) -> int:
    """Write the statement from the results in a folder; 1 when there are none."""
    results = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not results:
        print("The tests left no results. Run them again, and look at what they say.", file=sys.stderr)
        return 1
    STATEMENT.write_text(statement(results, dt.datetime.now(tz=dt.UTC).date()), encoding="utf-8")
    print(STATEMENT.relative_to(ROOT))
    return 0


def statement(results: list[dict[str, Any]], day: dt.date) -> str:
    """Return the results as Markdown: what was looked for at each width, and each failure."""
    results = sorted(results, key=lambda result: -result["width"])
    heads = [f"At {result['width']:,} pixels" for result in results]
    lines = [
        f"The tests last ran on {day.day} {day:%B %Y}, over all {results[0]['pages']} pages.",
        "",
        f"| What was looked for | {' | '.join(heads)} |",
        f"| --- |{' --- |' * len(heads)}",
    ]
    for name, words in LOOKED_FOR.items():
        cells = [_count(len(result[name])) for result in results]
        lines.append(f"| {words} | {' | '.join(cells)} |")
    found = [each for result in results for name in LOOKED_FOR for each in result[name]]
    lines += ["", "**Failures that the tests found:**" if found else "The tests found no failure.", ""]
    # One line each: which page, and the rule or element. The rest is for whoever mends it.
    lines += [f"- `{' '.join(each.split())[:120].replace('`', '')}`" for each in dict.fromkeys(found)]
    return "\n".join(lines).rstrip() + "\n"


def _count(number: int) -> str:
    return "no failure" if number == 0 else "1 failure" if number == 1 else f"{number} failures"


if __name__ == "__main__":
    sys.exit(main())
