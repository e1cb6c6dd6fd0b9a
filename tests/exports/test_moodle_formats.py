"""Moodle XML and GIFT, read back by readers of their own: nothing is lost that the report does not name."""

import functools
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from exports import qti_marking
from exports.moodle_marking import GRADES

from prevention_cpd.core.markup import to_html, to_inline_html, to_text
from prevention_cpd.exports import FORMATS

BOTH = pytest.mark.parametrize("name", ["moodle-xml", "gift"])
WHICH = pytest.mark.parametrize("which", ["course", "odd"])


@BOTH
@WHICH
def test_every_question_arrives_with_its_words(name, which, chosen, read_back):
    """Scenario, stem, rationale, tags and id stand in the file as the course has them."""
    by_id, _ = read_back(name, which)

    assert list(by_id) == [question.id for question in chosen.questions]
    for question in chosen.questions:
        found = by_id[question.id]
        assert to_html(question.stem, chosen.resolve) in found.text
        assert found.feedback == to_html(question.rationale, chosen.resolve)
        assert f"outcome {question.outcome}" in found.tags
        assert f"difficulty {question.difficulty}" in found.tags
        assert ("must be right" in found.tags) == question.must
        if question.scenario:
            assert found.text.index(to_html(question.scenario.text, chosen.resolve)) < found.text.index(
                to_html(question.stem, chosen.resolve)
            )


@BOTH
@WHICH
def test_every_kind_arrives_with_its_parts(name, which, chosen, read_back):
    """Options with feedback, pairs with spare, items, numbers with tolerance and unit, criteria: all are there."""
    by_id, _ = read_back(name, which)
    inline = functools.partial(to_inline_html, resolve=chosen.resolve)

    for question in chosen.questions:
        found = by_id[question.id]
        shown = [(text.replace("&#37;", "%"), feedback) for text, _, feedback in found.options]
        assert shown == [(inline(option.text), inline(option.feedback)) for option in question.options]
        pairs = [(inline(pair.left.text), to_text(pair.right.text)) for pair in question.pairs]
        spare = [("", to_text(choice.text)) for choice in question.spare]
        if question.kind == "match":
            assert found.pairs == pairs + spare
        if question.kind == "order":
            items = found.items or [stem for stem, _ in found.pairs]
            assert sorted(items) == sorted(inline(item.text) for item in question.items)
        if question.answer:
            assert found.number == (question.answer.value, question.answer.tolerance)
            assert question.answer.unit in found.text
        for line in question.rubric:
            assert inline(line.criterion) in found.text
            assert inline(line.guidance) not in found.text


def test_moodle_xml_keeps_points_units_and_notes_for_the_marker(odd, read_back):
    """What GIFT cannot say, Moodle XML does."""
    by_id, _ = read_back("moodle-xml", "odd")

    assert {name: found.points for name, found in by_id.items()} == {
        question.id: question.points for question in odd.questions
    }
    assert by_id["odd-number"].unit == "of 100"
    assert "Names a step." in by_id["odd-text"].marker
    assert "<p>And so.</p>" in by_id["odd-text"].marker


def test_moodle_takes_every_ordering(exported):
    """Moodle 4.5 ends an import with a database error at an ordering that does not say this."""
    root = ET.fromstring(exported("moodle-xml", "course").data)
    found = [each.findtext("shownumcorrect") for each in root.iterfind("question[@type='ordering']")]

    assert found
    assert set(found) == {"1"}


@BOTH
@WHICH
def test_moodle_takes_every_grade(name, which, read_back):
    """Each share of the points is one of Moodle's list, or the import would refuse the question."""
    by_id, _ = read_back(name, which)

    used = {abs(grade) for found in by_id.values() for _, grade, _ in found.options}
    assert {grade for grade in used if min(abs(grade - each) for each in GRADES) > 0.001} == set()


@BOTH
def test_a_slash_in_a_title_parts_no_category(name, read_back):
    """Categories nest as course, module and use; a slash in a name stands twice."""
    _, categories = read_back(name, "odd")

    assert categories == ["$course$/top/A//B course/Odd & <ends>/Practice"]


@BOTH
@WHICH
def test_the_ids_can_be_read_out_again(name, which, chosen, exported):
    """`--without` finds each question of an earlier file."""
    assert FORMATS[name].ids_in(exported(name, which).data) == {each.id for each in chosen.questions}


@BOTH
@pytest.mark.parametrize("data", [b"", b"<quiz", b"\xff\xfe", b"Nothing of ours"])
def test_what_is_no_export_is_refused(name, data):
    """A file of another kind is no earlier export."""
    with pytest.raises(ValueError, match=r"\w"):
        FORMATS[name].ids_in(data)


@pytest.mark.parametrize("mixed", [True, False])
def test_options_are_mixed_only_where_the_quiz_says_so(mixed, odd):
    """The blueprint's `shuffle` goes along in Moodle XML and in QTI."""
    chosen = replace(odd, mixed=mixed)
    moodle = ET.fromstring(FORMATS["moodle-xml"].write(chosen).data)
    qti = qti_marking.read(FORMATS["qti"].write(chosen).data)

    told = [each.text for each in moodle.iterfind("question[@type='multichoice']/shuffleanswers")]
    told += [each.get("shuffle") for root in qti.values() for each in root.iter("choiceInteraction")]
    assert set(told) == {str(mixed).lower()}
