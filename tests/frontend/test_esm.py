"""Joining modules without a build step."""

import pytest

from prevention_cpd.activities.kinds import kinds
from prevention_cpd.frontend import compose, sources


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

    text = compose(where / "main.js")

    assert text.count("function low()") == 1
    assert text.index("function low") < text.index("const high") < text.index("export default")
    assert "import" not in text
    assert text.count("export") == 1


def test_the_main_module_keeps_its_exports(folder):
    """The module itself may export names, so that a helper can be tried alone."""
    assert compose(folder(low="export function low() {}\n") / "low.js") == "export function low() {}\n"


def test_helpers_come_from_the_folders_named_and_from_the_front_end(folder, tmp_path):
    """A helper is looked for beside the module, then in the folders that the caller names, then in the front end."""
    where = folder(own="export const own = 1;\n")
    main = tmp_path / "kind" / "module.js"
    main.parent.mkdir()
    main.write_text(
        'import { h } from "./dom.js";\nimport { own } from "./own.js";\nexport default { render: () => h("p", own) };\n',
        encoding="utf-8",
    )

    assert "function h(tag" in compose(main, where)
    assert "const own = 1" in compose(main, where)
    with pytest.raises(FileNotFoundError):
        compose(main)


def test_a_bundle_holds_each_helper_once(folder):
    """A page's script has each module by its name and each helper that one of them needs; no name is given twice."""
    where = folder(
        low="export const low = 1;\n",
        one='import { low } from "./low.js";\nexport default { render: () => low };\n',
        two='import { low } from "./low.js";\nexport default { render: () => low };\n',
        unused="export const unused = 1;\n",
    )

    assert set(sources({"a": where / "one.js", "b": where / "two.js"})) == {"a", "b", "low"}
    with pytest.raises(ValueError, match="same name"):
        sources({"low": where / "one.js"})


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
        compose(where / "main.js")


@pytest.mark.slow
def test_every_composed_module_loads(page):
    """Each composed text is a valid module that offers `render`; names of helpers do not collide."""
    page.goto("about:blank")

    offered = {
        name: page.evaluate(
            """async (text) => {
              const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
              return typeof module.default.render;
            }""",
            kind.script,
        )
        for name, kind in kinds().items()
    }

    assert offered == dict.fromkeys(kinds(), "function")
