"""One rule for the language check, in Python and in the page."""

import json
from pathlib import Path

import pytest

from prevention_cpd import language
from prevention_cpd.activities.kinds import kinds
from prevention_cpd.frontend import compose

VECTORS = json.loads((Path(__file__).parent / "data" / "language.json").read_text(encoding="utf-8"))
IN_PAGE = """async ([module, terms, texts]) => {
  const { findTerms } = await import(URL.createObjectURL(new Blob([module], {type: "text/javascript"})));
  return texts.map((text) => findTerms(text, terms).map(({found, line, term}) => [found, line, term.id]));
}"""


def in_python(terminology, texts):
    """Check texts with the package."""
    return [
        [[one.found, one.line, one.term.id] for one in language.find_terms(text, terminology)]
        for text in texts
    ]


@pytest.fixture(scope="module")
def terminology(tree):
    """Return the list of the tiny course."""
    return language.load(tree.terminology)


@pytest.mark.parametrize("case", VECTORS, ids=[case["why"] for case in VECTORS])
def test_a_vector_is_found_in_python(terminology, case):
    """Each vector made by hand gives in Python what it says."""
    assert in_python(terminology, [case["text"]]) == [case["finds"]]


@pytest.mark.slow
def test_every_vector_is_found_in_the_page(page, terminology):
    """Each vector made by hand gives in the browser what it says."""
    page.goto("about:blank")

    found = page.evaluate(
        IN_PAGE,
        [
            compose(kinds()["language"].folder / "terms.js"),
            language.export(terminology),
            [case["text"] for case in VECTORS],
        ],
    )

    assert dict(zip([case["why"] for case in VECTORS], found, strict=True)) == {
        case["why"]: case["finds"] for case in VECTORS
    }
