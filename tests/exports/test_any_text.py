"""Whatever an author writes comes out of every file as it went in."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from exports import gift_reader, moodle_reader, qti_marking
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention_cpd.core.markup import plain, to_html, to_inline_html
from prevention_cpd.exports import FORMATS

#: What steers Markdown, GIFT or XML, and a few letters.
TEXT = st.text(st.sampled_from("ab1 \n~=#{}:\\%->*`_[]()<>&\"'/|.!é😀"), min_size=1, max_size=60)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def one(odd):
    """Return a function that gives a selection of one question with this stem, option and feedback."""
    group = odd.groups[0]
    question = next(each for each in group.questions if each.id == "odd-single")

    def select(stem, option, feedback):
        first, *rest = question.options
        options = (replace(first, text=option, feedback=feedback), *rest)
        changed = replace(question, stem=stem, rationale=stem, options=options)
        return replace(odd, groups=(replace(group, questions=(changed,)),))

    return select


@FEW
@given(TEXT, TEXT, TEXT)
def test_moodle_formats_keep_any_text(one, stem, option, feedback):
    """Moodle XML and GIFT give back stem, option, feedback and rationale, whatever steers them."""
    for name, read in (("moodle-xml", moodle_reader.read), ("gift", gift_reader.read)):
        (found,), _ = read(FORMATS[name].write(one(stem, option, feedback)).data)

        assert to_html(stem, plain) in found.text
        assert found.feedback.strip() == to_html(stem, plain)
        shown, _, told = found.options[0]
        assert shown.replace("&#37;", "%").strip() == to_inline_html(option, plain)
        assert told.strip() == to_inline_html(feedback, plain)


@FEW
@given(TEXT, TEXT, TEXT)
def test_qti_keeps_any_text(one, stem, option, feedback):
    """A QTI item has the words of the stem, the option and its feedback."""
    roots = qti_marking.read(FORMATS["qti"].write(one(stem, option, feedback)).data)
    item = roots["items/odd-single.xml"]

    def words(html):
        return "".join(ET.fromstring(f"<p>{html}</p>").itertext())

    assert words(to_html(stem, plain)) in "".join(item.find("itemBody").itertext())
    assert "".join(item.find("itemBody//simpleChoice").itertext()) == words(to_inline_html(option, plain))
    assert "".join(item.find("modalFeedback").itertext()) == words(to_inline_html(feedback, plain))
