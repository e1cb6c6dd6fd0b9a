"""The shape of the package: which way imports point, and that the core knows no host."""

import ast
import functools
import graphlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import prevention_cpd

ROOT = Path(__file__).parent.parent
SOURCE = Path(prevention_cpd.__file__).parent
#: From the top of design's chain of imports to its ground; a package imports only from lower layers.
LAYERS = (
    {"cli"},
    {"server"},
    {"check"},
    {"records", "exports"},
    {"book", "quiz"},
    {"activities"},
    {"frontend"},
    {"questions", "evidence", "language"},
    {"core"},
)
HOSTS = (
    "sphinx",
    "docutils",
    "nbgrader",
    "ipywidgets",
    "anywidget",
    "nbformat",
    "nbconvert",
    "traitlets",
    "click",
)


#: An import that closes a circle, and why it stays.
CLOSED = {
    # Tornado hands each handler the application that it answers for; only the type is imported.
    ("server.handler", "server.app"),
}


def layer(name):
    """Return how far up a top-level module of the package stands."""
    return next(len(LAYERS) - at for at, names in enumerate(LAYERS) if name in names)


@functools.cache
def imports():
    """Return what each module of the package imports of it, inside functions and for types too."""
    modules = {}
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        modules[".".join(parts[: -1 if parts[-1] == "__init__" else None])] = path
    found = {}
    for name, path in modules.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("prevention_cpd."):
                package = node.module.partition(".")[2]
                longer = [f"{package}.{alias.name}".lstrip(".") for alias in node.names]
                named |= {each if each in modules else package for each in longer}
            elif isinstance(node, ast.Import):
                named |= {
                    alias.name.partition(".")[2]
                    for alias in node.names
                    if alias.name.startswith("prevention_cpd.")
                }
        found[name] = named - {name, ""}
    return found


def test_imports_point_one_way():
    """A file imports only from its own package and from layers below it."""
    up = {
        f"{name} imports {other}"
        for name, others in imports().items()
        for other in others
        if name and (own := name.split(".")[0]) != (theirs := other.split(".")[0])
        if layer(theirs) >= layer(own)
    }

    assert up == set()


def test_no_circle_of_imports():
    """No file imports, by whatever way round, one that imports it; not inside a function, nor for a type."""
    above = {
        name: {other for other in others if (name, other) not in CLOSED} for name, others in imports().items()
    }

    try:
        graphlib.TopologicalSorter(above).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" is imported by ".join(error.args[1]), pytrace=False)


def test_nothing_is_dead():
    """Each function and class of the package is named besides where it is made; tests alone keep nothing alive."""
    made, named = {}, set()
    own, settings = [*SOURCE.rglob("*.py")], [*ROOT.glob("quizzes/*.py"), *ROOT.glob("deploy/*.py")]
    for path in [*own, *settings]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body if path in own else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                made[node.name] = path
                # `@group.command` takes the function itself.
                named |= {node.name for each in node.decorator_list if "command" in ast.unparse(each)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name | ast.Attribute | ast.alias):
                named.add(
                    getattr(node, {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}[type(node)])
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                # Code of a cell that is written into a notebook.
                named |= set(re.findall(r"\bimport (\w+)", node.value))

    assert [f"{path}: {name}" for name, path in made.items() if name not in named and name[:2] != "__"] == []


@pytest.mark.parametrize("package", ["core", "questions", "evidence", "language"])
def test_the_core_imports_no_host(package):
    """Questions, evidence and language load where no host is installed."""
    block = f"import sys; sys.modules.update(dict.fromkeys({HOSTS!r})); import prevention_cpd.{package}"

    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)

    assert done.stderr == ""


def test_files_are_about_one_thing():
    """No Python or JavaScript file of ours is longer than 250 lines; a library of others stays in one piece."""
    files = {*SOURCE.rglob("*.py"), *SOURCE.rglob("*.js")} - {
        *SOURCE.rglob("minisearch.js"),
        *SOURCE.rglob("jsqr.js"),
    }

    long = {
        str(path.relative_to(SOURCE)): n
        for path in files
        if (n := len(path.read_text("utf-8").splitlines())) > 250
    }

    assert long == {}


def test_the_wheel_is_what_is_tested():
    """With a built wheel on the path the tests run against it, and it holds every file of the package."""
    wheel = next(
        (Path(part) for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if "wheel" in part), None
    )
    if wheel is None:
        pytest.skip("no wheel on PYTHONPATH: the tests run against the sources")
    root = ROOT / "src" / "prevention_cpd"
    there = {path.relative_to(SOURCE) for path in SOURCE.rglob("*") if "__pycache__" not in path.parts}
    here = {path.relative_to(root) for path in root.rglob("*") if "__pycache__" not in path.parts}

    assert wheel.resolve() / "prevention_cpd" == SOURCE
    assert here == there


@pytest.mark.xdist_group("one worker")
def test_groups_are_kept_together(request):
    """With several workers a group of tests stays with one, or what they share would be made more than once."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@one worker")
