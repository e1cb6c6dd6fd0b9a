"""Sources: labels as readers know them, and figures cited in words."""

import pytest

from prevention_cpd import evidence
from prevention_cpd.core import markup
from prevention_cpd.core.problems import Code, CourseError

BIB = r"""
@article{one, author = {M{\"u}ller, Ann}, title = {A {T}itle}, year = {2019}}
@article{two, author = {Eke, A. and van der Berg, B.}, title = {T}, year = {2018}}
@article{many, author = {Dombert, B. and Schmidt, A. and Banse, R.}, title = {T}, year = {2016}}
@misc{body, author = {{National Crime Agency}}, shortauthor = {NCA}, title = {T}, year = {2019}}
@misc{none, title = {T}}
"""


@pytest.fixture
def references(tmp_path):
    """Return the sources of the small file above."""
    path = tmp_path / "references.bib"
    path.write_text(BIB, encoding="utf-8")
    return evidence.load_references(path)


def test_labels_read_as_in_print(references):
    """One, two and many authors, a body with its short name, and no author at all."""
    labels = {key: source.label for key, source in references.items()}

    assert labels == {
        "one": "Müller, 2019",
        "two": "Eke and van der Berg, 2018",
        "many": "Dombert et al., 2016",
        "body": "NCA, 2019",
        "none": "No author, no date",
    }


def test_broken_bibtex_is_told(tmp_path):
    """A file that is not BibTeX is one problem."""
    path = tmp_path / "references.bib"
    path.write_text("@article{one, title = {never closed", encoding="utf-8")

    with pytest.raises(CourseError) as caught:
        evidence.load_references(path)

    assert [found.code for found in caught.value.problems] == [Code.BIBTEX_SYNTAX]


def test_figures_and_sources_are_cited_in_words(references, tmp_path):
    """A figure of a question prints with its source; a link is made where the host gives an address."""
    path = tmp_path / "evidence.yml"
    path.write_text(
        "- {id: a, statement: S, value: 5, unit: '%', year: 2019, population: P, source: body, "
        "status: source, caveat: C, checked: 2026-01-01, review_by: 2027-01-01}\n",
        encoding="utf-8",
    )
    resolve = evidence.resolver(evidence.load(path), references, lambda _role, target: f"#{target}")

    shown = markup.to_inline_html(
        "{fact}`a`, {fact}`a twentieth <a>`, {cite:p}`one, two` & {fact}`zz`", resolve
    )

    assert shown == (
        '5% (<a href="#a">NCA, 2019</a>), a twentieth (<a href="#a">NCA, 2019</a>), '
        '(<a href="#one">Müller, 2019</a>; <a href="#two">Eke and van der Berg, 2018</a>) &amp; zz'
    )
