"""Joining modules without a build step."""

import pytest

from prevention_cpd.activities import esm
from prevention_cpd.activities.source import KINDS


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes small modules and gives their folder."""

    def write(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_helpers_stand_once_and_before_their_users(folder):
    """A helper that two modules import is inlined once, before both, and is no export any more."""
    where = folder(
        low="export function low() {}\n",
        high='import { low } from "./low.js";\nexport const high = low;\n',
        main='import { high } from "./high.js";\nimport { low } from "./low.js";\nexport default { render() { low(high); } };\n',
    )

    text = esm.compose("main", where)

    assert text.count("function low()") == 1
    assert text.index("function low") < text.index("const high") < text.index("export default")
    assert "import" not in text
    assert text.count("export") == 1


def test_the_main_module_keeps_its_exports(folder):
    """The module itself may export names, so that a helper can be tried alone."""
    assert esm.compose("low", folder(low="export function low() {}\n")) == "export function low() {}\n"


def test_helpers_of_the_activities_are_there_for_other_folders(folder):
    """The quiz borrows helpers of the activities from its own folder."""
    where = folder(quiz='import { h } from "./kit.js";\nexport default { render: () => h("p") };\n')

    assert "function h(tag" in esm.compose("quiz", where)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('import { low as other } from "./low.js";', "renames"),
        ('import low from "./low.js";', "cannot inline"),
        ('import "https://example.org/x.js";', "cannot inline"),
    ],
)
def test_an_import_that_cannot_be_inlined_is_refused(folder, line, wrong):
    """Anything but the plainest import is an error when the text is composed, not in the reader's browser."""
    where = folder(low="export function low() {}\n", main=f"{line}\nexport default {{}};\n")

    with pytest.raises(ValueError, match=wrong):
        esm.compose("main", where)


def test_every_kind_has_a_module():
    """Each kind of activity has an ES module with a default export, and there is no module without a kind."""
    parts_of_a_page = {"practice", "reflection", "progress", "section-done"}

    assert set(esm.names()) == {*KINDS, *parts_of_a_page}


@pytest.mark.slow
@pytest.mark.parametrize("name", esm.names())
def test_a_composed_module_loads(page, name):
    """Each composed text is a valid module that offers `render`; names of helpers do not collide."""
    page.goto("about:blank")

    kind = page.evaluate(
        """async (text) => {
          const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
          return typeof module.default.render;
        }""",
        esm.compose(name),
    )

    assert kind == "function"
