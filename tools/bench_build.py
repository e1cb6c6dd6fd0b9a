"""How long the book takes to compile, beside the revision before and plain Jupyter Book 1, in one run.

    python tools/bench_build.py [REVISION]

All three compile copies, each in a process of its own: this tree, the tree of REVISION with
its own engine (where git is there), and the pages of this tree with a stock configuration and
nothing executed. `cpd serve` keeps its process, so its times after an edit are taken there.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: The revision that the times are compared with.
BEFORE = "0785b0a"
#: A page, an activity, a figure and a question of this course; each edit changes a text that is printed.
EDITS = {
    "an edited line": ("modules/terminology/reading-figures.md", "\n\n", "\n\nOne edited line.\n\n"),
    "an edited activity": (
        "modules/terminology/activities/choose-the-term.yml",
        "intro: ",
        "intro: Edited. ",
    ),
    "an edited figure": ("assets/evidence.yml", "caveat: ", "caveat: Edited. "),
    "an edited question": ("quizzes/banks/terminology.yml", "feedback: ", "feedback: Edited. "),
}
STOCK = """title: Stock
only_build_toc_files: true
execute: {execute_notebooks: "off"}
bibtex_bibfiles: [assets/references.bib]
"""
FOLLOW = """import sys, time
from pathlib import Path
from prevention_cpd.book.compiler import Compiler
from prevention_cpd.core.tree import Tree
tree = Tree(Path(sys.argv[1]))
with Compiler(tree, tree.root / "_build", told=None, strict=False) as compiler:
    compiler.compile()
    for line in sys.stdin:
        name, old, new = eval(line)
        path = tree.root / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        start = time.perf_counter()
        compiler.compile()
        print(time.perf_counter() - start)
"""


def main(before: str = BEFORE) -> None:
    """Measure and print everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = copy(ROOT, folder / "ours")
        times = {"this tree": builds(ours, ROOT / "src")}
        if source := revision(before, folder / "before"):
            times[f"revision {before}"] = builds(copy(source, folder / "theirs"), source / "src")
        times["plain Jupyter Book 1"] = {"from nothing": stock(ours, folder / "stock")}
        report(times)
        print("`cpd serve`, from the saved file to the written page")
        for label, seconds in edits(ours).items():
            print(f"  {label:30} {seconds:8.1f} s")
        print()


def copy(tree: Path, to: Path) -> Path:
    """Copy what a build reads."""
    ignored = shutil.ignore_patterns(".git", ".venv", "_build", "tests", "source", "src")
    return shutil.copytree(tree, to, ignore=ignored)


def revision(name: str, to: Path) -> Path | None:
    """Unpack a revision, or say why there is none."""
    archive = subprocess.run(["git", "archive", name], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        print(f"No revision {name} here to compare with: {archive.stderr.decode().strip()}")
        return None
    to.mkdir()
    subprocess.run(["tar", "-x", "-C", to], input=archive.stdout, check=True)
    return to


def builds(tree: Path, source: Path) -> dict[str, float]:
    """Return the seconds of `cpd build` from nothing, after one edited line, and with nothing to do."""
    command = [sys.executable, "-c", "from prevention_cpd.cli import main; main()", "build"]
    found = {"from nothing": timed(command, tree, source)}
    edit(tree, *EDITS["an edited line"])
    found["after one edited line"] = timed(command, tree, source)
    found["with nothing to do"] = timed(command, tree, source)
    return found


def stock(tree: Path, folder: Path) -> float:
    """Return the seconds of plain Jupyter Book 1 for the same pages; it warns of what it does not know."""
    copy(tree, folder)
    (folder / "_config.yml").write_text(STOCK, encoding="utf-8")
    return timed([Path(sys.executable).with_name("jupyter-book"), "build", "-q", folder], folder, None)


def edits(tree: Path) -> dict[str, float]:
    """Return the median of three times for each edit, in one process."""
    lines = [repr(change) for change in EDITS.values() for _ in range(3)]
    done = subprocess.run(
        [sys.executable, "-c", FOLLOW, tree],
        input="\n".join(lines),
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    seconds = [float(line) for line in done.stdout.split()]
    return {
        label: statistics.median(seconds[3 * number : 3 * number + 3]) for number, label in enumerate(EDITS)
    }


def edit(tree: Path, name: str, old: str, new: str) -> None:
    """Change a file of a copy."""
    path = tree / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def timed(command: list[str | Path], folder: Path, source: Path | None) -> float:
    """Run a build and return the seconds that it took."""
    start = time.perf_counter()
    paths = {"PYTHONPATH": str(source)} if source else {}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - start


def report(times: dict[str, dict[str, float]]) -> None:
    """Print the times of a build, and how this tree compares."""
    ours = times["this tree"]
    print("Build of the course, seconds")
    for who, found in times.items():
        for label, seconds in found.items():
            ratio = "" if found is ours else f"   this tree takes {ours[label] / seconds:.2f} of it"
            print(f"  {who:24} {label:24} {seconds:8.1f}{ratio}")
    print()


if __name__ == "__main__":
    main(*sys.argv[1:2])
