"""What the course costs, each figure beside its peer, measured in one run.

    make bench

Page weights are the bytes that a web server sends, uncompressed, to a browser
with an empty cache and then to the same browser on a second page; requests to
other servers are counted and not let through. The peer is a stock Jupyter Book
1 with an ipywidgets slider, built here from two pages. Build times are measured
by `bench_build.py`, grading by `bench_grading.py` and `profile_grading.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import bench_build
import bench_grading
import profile_grading
from weighing import Weight, weigh

ROOT = Path(__file__).resolve().parent.parent
#: A page of the course with activities and practice questions, and the page after it.
PAGES = ("modules/terminology/reading-figures.html", "modules/terminology/six-things-apart.html")
SLIDER = """---
kernelspec: {display_name: Python 3, language: python, name: python3}
jupytext: {text_representation: {extension: .md, format_name: myst}}
---
# A page

```{code-cell} ipython3
import ipywidgets
ipywidgets.IntSlider()
```
"""


def main() -> None:
    """Measure and print everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = bench_build.copy(ROOT, folder / "course")
        bench_build.builds(course, ROOT / "src")
        book = course / "_build" / "html"
        stock = build_stock(folder / "stock")
        report_weights(weigh(book, PAGES), weigh(stock, ("index.html", "second.html")))
    bench_build.main()
    bench_grading.main()
    profile_grading.main()


def build_stock(folder: Path) -> Path:
    """Build a stock Jupyter Book of two pages with a widget each."""
    folder.mkdir()
    (folder / "_config.yml").write_text(
        "title: Stock\nexecute: {execute_notebooks: force}\n", encoding="utf-8"
    )
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters: [{file: second}]\n", encoding="utf-8"
    )
    for name in ("index", "second"):
        (folder / f"{name}.md").write_text(SLIDER, encoding="utf-8")
    bench_build.timed([Path(sys.executable).with_name("jupyter-book"), "build", folder], folder, None)
    return folder / "_build" / "html"


def report_weights(ours: list[Weight], stock: list[Weight]) -> None:
    """Print the weights side by side."""
    print("Page weight, kB uncompressed      this course   stock Jupyter Book   ratio")
    for label, our, its in zip(("first visit", "next page"), ours, stock, strict=True):
        ratio = its.total / our.total
        print(f"  {label:30} {our.total / 1000:11.0f}   {its.total / 1000:18.0f}   {ratio:5.1f}")
    foreign = [sum(page.foreign for page in pages) for pages in (ours, stock)]
    print(f"  requests to other servers      {foreign[0]:11}   {foreign[1]:18}")
    print("  (the stock page would be heavier still with what those requests ask for)\n")


if __name__ == "__main__":
    main()
