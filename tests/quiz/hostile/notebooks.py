"""Cases: what a learner may do to the notebook. The answers beside it count all the same."""

import copy
import json
import os

from quiz.hostile.case import FULL, NONE, case, cases
from quiz.small_course import QUIZ


@case("notebook-missing", graded=False)
def _(it):
    it.notebook.unlink()


@case("notebook-renamed", told="was handed in under another name: my answers.ipynb")
def _(it):
    it.notebook.rename(it.folder / "my answers.ipynb")


def _replace(it, content):
    it.notebook.write_bytes(content)


BAD = "cannot be read"
cases(
    {
        "notebook-empty": b"",
        "notebook-text": b"print('hello')",
        "notebook-cut": b'{"cells": [{"cell_type": "code", "metad',
        "notebook-utf16": '{"cells": []}'.encode("utf-16"),
        "notebook-bom": b'\xef\xbb\xbf{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        "notebook-deepest": b"[" * 200_000,
        "notebook-huge-number": b'{"nbformat": ' + b"4" * 9000 + b"}",
    },
    _replace,
    told=BAD,
)
cases(
    {
        "notebook-format-2": b'{"nbformat": 2, "worksheets": [], "metadata": {}}',
        "notebook-format-3": b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}',
        "notebook-format-99": b'{"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}',
    },
    _replace,
    told="a format that is not 4",
)
cases(
    {
        "notebook-list": b"[]",
        "notebook-bare": b"{}",
        "notebook-cells-number": b'{"cells": 5, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        "notebook-cells-of-numbers": b'{"cells": [5], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        "notebook-minor-text": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": "5"}',
        "notebook-version-float": b'{"cells": [], "metadata": {}, "nbformat": 4.0, "nbformat_minor": 5}',
        "notebook-metadata-list": b'{"cells": [], "metadata": [], "nbformat": 4, "nbformat_minor": 5}',
        "notebook-language-number": b'{"cells": [], "metadata": {"language": 7}, "nbformat": 4, "nbformat_minor": 5}',
    },
    _replace,
    told="does not have the form of a notebook",
)


def _cell(it, change):
    def each(data):
        for cell in data["cells"]:
            change(cell)

    it.edit(each)


cases(
    {
        "cell-metadata-list": lambda cell: cell.update(metadata=[]),
        "cell-source-number": lambda cell: cell.update(source=5),
        "cell-source-of-numbers": lambda cell: cell.update(source=[1, 2]),
        "cell-without-type": lambda cell: cell.pop("cell_type"),
        "cell-type-list": lambda cell: cell.update(cell_type=[]),
        "cell-type-unknown": lambda cell: cell.update(cell_type="program"),
        "cell-id-mapping": lambda cell: cell.update(id={"a": 1}),
        "cell-attachments-list": lambda cell: cell.update(attachments=["x"]),
        "cell-outputs-of-numbers": lambda cell: cell.update(outputs=[5]),
        "cell-deep": lambda cell: cell["metadata"].update(x=json.loads("[" * 500 + "]" * 500)),
    },
    _cell,
    told="does not have the form of a notebook",
)


@case("notebook-huge", told="larger than 4 MB")
def _(it):
    it.edit(lambda data: data["metadata"].update(x="x" * 30_000_000))


@case("notebook-format-4-0", slow=False)
def _(it):
    def old(data):
        data["nbformat_minor"] = 0
        for cell in data["cells"]:
            del cell["id"]

    it.edit(old)


@case("notebook-nan")
def _(it):
    it.edit(lambda data: data["metadata"].update(x=float("nan"), y=float("inf")))


@case("cells-deleted", told="Nothing of the released notebook was left.")
def _(it):
    it.edit(lambda data: data["cells"].clear())


@case("cells-copied", told="copied: 1")
def _(it):
    it.edit(lambda data: data["cells"].insert(-1, {**copy.deepcopy(data["cells"][-2]), "id": "twin"}))


@case("cells-reordered", told="another order")
def _(it):
    it.edit(lambda data: data["cells"].reverse())


@case("cells-retyped", told="type was changed")
def _(it):
    def swap(cell):
        if cell["cell_type"] == "code":
            cell["cell_type"] = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")
        else:
            cell.update(cell_type="code", outputs=[], execution_count=None)

    _cell(it, swap)


@case("cells-raw", told="type was changed", slow=False)
def _(it):
    _cell(it, lambda cell: cell.update(cell_type="raw"))


@case("points-changed", told="points were changed: 4", slow=False)
def _(it):
    _graded(it, lambda nbgrader: nbgrader.update(points=1000))


@case("points-of-wrong-type", told="points were changed: 4")
def _(it):
    _graded(it, lambda nbgrader: nbgrader.update(points=["9", None]))


def _graded(it, change):
    _cell(
        it,
        lambda cell: change(cell["metadata"]["nbgrader"]) if cell["metadata"]["nbgrader"]["grade"] else None,
    )


@case("ids-changed", told="deleted: 4", slow=False)
def _(it):
    _graded(it, lambda nbgrader: nbgrader.update(grade_id="my-" + nbgrader["grade_id"]))


@case("ids-the-same", told="copied: 3", slow=False)
def _(it):
    _graded(it, lambda nbgrader: nbgrader.update(grade_id="wri-parts"))


@case("ids-of-wrong-type", told="Nothing of the released notebook was left.")
def _(it):
    _cell(it, lambda cell: cell["metadata"]["nbgrader"].update(grade_id={"a": []}))


@case("cell-ids-the-same")
def _(it):
    _cell(it, lambda cell: cell.update(id="same"))


@case("nbgrader-metadata-number", told="Nothing of the released notebook was left.")
def _(it):
    _cell(it, lambda cell: cell["metadata"].update(nbgrader=5))


@case("nbgrader-metadata-empty", told="Nothing of the released notebook was left.", slow=False)
def _(it):
    _cell(it, lambda cell: cell["metadata"].update(nbgrader={}))


@case("nbgrader-metadata-of-the-future")
def _(it):
    _cell(it, lambda cell: cell["metadata"]["nbgrader"].update(schema_version=99))


@case("nbgrader-metadata-of-the-past", slow=False)
def _(it):
    _cell(it, lambda cell: cell["metadata"]["nbgrader"].update(schema_version=0))


@case("all-cells-locked-away")
def _(it):
    flags = {"grade": True, "solution": True, "locked": True, "task": True, "cell_type": "code"}
    _cell(it, lambda cell: cell["metadata"]["nbgrader"].update(flags))


RESULT = {
    "output_type": "execute_result",
    "data": {"text/plain": "1000.0"},
    "metadata": {},
    "execution_count": 1,
}


@case("outputs-forged", score=NONE, told="into which an output was put: 3")
def _(it):
    it.values({})
    _cell(it, lambda cell: cell.update(outputs=[RESULT]) if cell["cell_type"] == "code" else None)


@case("outputs-as-lists", score=NONE, told="into which an output was put", slow=False)
def _(it):
    it.values({})
    forged = {**RESULT, "data": {"text/plain": ["1", "0"]}}
    _cell(it, lambda cell: cell.update(outputs=[forged]) if cell["cell_type"] == "code" else None)


@case("key-forged", score=NONE, told="text was changed")
def _(it):
    it.values({"wri-short-word": "commence"})
    key = "### BEGIN HIDDEN TESTS\ngrade(id='wri-short-word', quiz='writing', number=1, kind='single', points=1000.0, "
    key += "key={'right': 'commence', 'options': ['commence']}, review={}, feedback='score')\n### END HIDDEN TESTS"
    _cell(it, lambda cell: cell.update(source=key) if cell["cell_type"] == "code" else None)


@case("record-forged", score=NONE)
def _(it):
    it.values({"wri-short-word": "commence"})
    record = {"received": True, "problems": [], "altered": [], "receipt": "FRGD-FRGD-FRGD", "score": 1000}
    forged = {"value": "begin", "state": "scored", "reason": "", "saved_at": "", "points": 1000}

    def forge(data):
        data["metadata"]["prevention_cpd"] = record
        for cell in data["cells"]:
            cell["metadata"]["prevention_cpd"] = forged

    it.edit(forge)


@case("record-of-wrong-type", slow=False)
def _(it):
    def forge(data):
        data["metadata"]["prevention_cpd"] = "x"
        for cell in data["cells"]:
            cell["metadata"]["prevention_cpd"] = [5]

    it.edit(forge)


@case("notebook-metadata-of-wrong-types")
def _(it):
    wrong = {
        "kernelspec": 5,
        "language_info": [],
        "title": {},
        "widgets": "x",
        "nbgrader": [],
        "celltoolbar": 1,
    }
    it.edit(lambda data: data["metadata"].update(wrong))


@case("attachments")
def _(it):
    parts = {
        "x.png": {"image/png": "!!! no base64"},
        "../../x.html": {"text/html": ["<script>alert(1)</script>"]},
    }
    _cell(it, lambda cell: cell.update(attachments=parts))


@case("half-characters", told="text was changed")
def _(it):
    _cell(it, lambda cell: cell.update(source="\ud800" + str(cell["source"])))


def code(it, *lines):
    """Put code before everything else."""
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "run",
        "metadata": {},
        "outputs": [],
        "source": "\n".join(lines),
    }
    it.edit(lambda data: data["cells"].insert(0, cell))


@case("code-python", told="added: 1")
def _(it):
    code(it, f"open({str(it.trace)!r}, 'w').write('ran')")


@case("code-in-every-cell", told="text was changed", slow=False)
def _(it):
    _cell(it, lambda cell: cell.update(source=f"open({str(it.trace)!r}, 'w')"))


@case("code-magics", told="added: 1")
def _(it):
    (it.folder / "run.py").write_text(f"open({str(it.trace)!r}, 'w')")
    code(it, "%run run.py", f"!touch {it.trace}", "%%bash", f"touch {it.trace}")


@case("code-kernel")
def _(it):
    kernel = {"name": "evil", "display_name": "x", "language": "python", "argv": ["touch", str(it.trace)]}
    it.edit(lambda data: data["metadata"].update(kernelspec=kernel))
    place = it.folder / "kernels" / "python3"
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(kernel))


@case("code-beside")
def _(it):
    text = f"open({str(it.trace)!r}, 'w')\n"
    for name in ("nbgrader_config.py", "sitecustomize.py", "json.py", "prevention_cpd.py", "conftest.py"):
        (it.folder / name).write_text(text)
    (it.folder / "jupyter_nbconvert_config.py").write_text(text)


@case("notebook-of-another-form", told="deleted: ")
def _(it):
    # Form B is never released in the class; its source stands in for it.
    it.notebook.write_bytes((it.course / "source" / f"{QUIZ}-b" / f"{QUIZ}-b.ipynb").read_bytes())


@case("notebook-link", told="it is a link")
def _(it):
    it.instead(it.notebook.name).symlink_to(it.outside / "secret.json")


@case("notebook-link-to-key", told="it is a link", slow=False)
def _(it):
    it.instead(it.notebook.name).symlink_to(it.course / "source" / QUIZ / f"{QUIZ}.ipynb")


@case("notebook-folder", told="it is a folder")
def _(it):
    it.instead(it.notebook.name).mkdir()


@case("notebook-pipe", told="a pipe, a socket or a device")
def _(it):
    os.mkfifo(it.instead(it.notebook.name))


@case("notebooks-more", score=FULL)
def _(it):
    for name in ("other", "writing-b", "Untitled"):
        (it.folder / f"{name}.ipynb").write_bytes(it.notebook.read_bytes())
