"""The live face, without a browser."""

import pytest

from prevention_cpd.activities import activity, store


@pytest.fixture(autouse=True)
def _in_the_course(tree, tmp_path, monkeypatch):
    monkeypatch.chdir(tree.root)
    monkeypatch.setattr(store, "user_data_path", lambda _name: tmp_path)
    monkeypatch.delenv("PREVENTION_CPD_STATIC", raising=False)


def test_an_answer_is_kept_between_visits():
    """What a learner did is there again when the notebook is run another day."""
    activity("demo/choose").answer = {"step": 1, "done": True}

    assert activity("demo/choose").answer == {"step": 1, "done": True}
    assert activity("demo/opener").answer == {}


def test_the_survey_after_sees_the_survey_before():
    """A survey that compares gets the marks of the earlier one, and nothing else of what is kept."""
    activity("demo/confidence").answer = {"marks": {"pick": 2}, "done": True}
    activity("demo/opener").answer = {"done": True}

    assert activity("demo/choose").records == {}
    assert activity("demo/confidence-after").records == {
        "activity:demo/confidence": {"marks": {"pick": 2}, "done": True}
    }


def test_forget_empties_the_widget_and_the_file():
    """The control in the widget deletes everything that is kept of the course."""
    widget = activity("demo/choose")
    widget.answer = {"done": True}
    activity("demo/opener").answer = {"done": True}

    widget._handle_custom_msg({"type": "forget"}, [])

    assert widget.answer == {}
    assert store.records("demo-course") == {}


def test_an_unknown_message_does_nothing():
    """Only the one message is understood."""
    widget = activity("demo/choose")
    widget.answer = {"done": True}

    for message in ({"type": "other"}, {}, "forget", None):
        widget._handle_custom_msg(message, [])

    assert widget.answer == {"done": True}


def test_it_says_so_when_nothing_can_be_kept(monkeypatch):
    """When the file cannot be written, the front end is told."""
    widget = activity("demo/choose")
    monkeypatch.setattr(store, "keep", lambda *_args: False)

    widget.answer = {"done": True}

    assert widget.kept == "nowhere"


@pytest.mark.parametrize("written", [True, False])
def test_the_page_hears_of_what_is_kept_and_of_nothing_else(monkeypatch, written):
    """Once an answer is in the file the page hears so, and may say "Kept."; of one that is not it hears nothing."""
    widget = activity("demo/choose")
    told = []
    monkeypatch.setattr(widget, "send", told.append)
    monkeypatch.setattr(store, "keep", lambda *_args: written)

    widget.answer = {"done": True}

    assert told == [{"type": "kept"}] * written


def test_the_bundle_has_a_readable_face_too():
    """A viewer that runs no widgets shows the readable version."""
    data, _metadata = activity("demo/choose")._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in data
    assert "You bake a pie." in data["text/html"]
    assert "<script" not in data["text/html"]


def test_a_mistake_is_shown_not_raised():
    """In a notebook a wrong id gives a line that says what to do, and no traceback."""
    shown = activity("demo/nothing")._repr_mimebundle_()

    assert "nothing.yml" in shown["text/plain"]
    assert "Traceback" not in shown["text/html"]


def test_outside_a_course_it_says_so(tmp_path, monkeypatch):
    """In a folder that belongs to no course, the reader is told so."""
    monkeypatch.chdir(tmp_path)

    assert "no-course" in activity("demo/choose")._repr_mimebundle_()["text/plain"]
