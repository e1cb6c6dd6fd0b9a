"""What Jupyter keeps between visits."""

import os

import pytest

from prevention_cpd.activities import forget, store


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "user_data_path", lambda _name: tmp_path / "data")


def test_an_answer_comes_back():
    """What is kept is there again, for its own course only."""
    assert store.keep("one", "activity:a/b", {"done": True, "text": "ä 🍎"})

    assert store.records("one") == {"activity:a/b": {"done": True, "text": "ä 🍎"}}
    assert store.records("other") == {}


def test_an_empty_answer_is_deleted():
    """A reset leaves nothing behind."""
    store.keep("one", "activity:a/b", {"done": True})
    store.keep("one", "activity:a/b", {})

    assert store.records("one") == {}


def test_forget_deletes_everything():
    """After forget() the file is gone."""
    store.keep("one", "activity:a/b", {"done": True})

    forget()

    assert not store.state_file().exists()
    forget()


def test_one_course_can_be_forgotten():
    """The control in an activity deletes its own course and no other."""
    store.keep("one", "activity:a/b", {"done": True})
    store.keep("two", "activity:a/b", {"done": True})

    store.forget("one")

    assert store.records("one") == {}
    assert store.records("two") != {}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"one": 3}', '{"one": {"activity:a/b": 3}}', "[" * 5000, "\x00"]
)
def test_a_broken_file_counts_as_empty(text):
    """A file that cannot be read is no reason for an activity not to open; the next answer is kept."""
    store.state_file().parent.mkdir(parents=True)
    store.state_file().write_text(text, encoding="utf-8")

    assert store.records("one") == {}
    assert store.keep("one", "activity:c/d", {"done": True})
    assert store.records("one") == {"activity:c/d": {"done": True}}


def test_a_failed_write_is_told_and_leaves_the_old_file(monkeypatch):
    """When the disk is full, the caller is told, and what was kept before is whole."""
    store.keep("one", "activity:a/b", {"done": True})

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not store.keep("one", "activity:c/d", {"done": True})

    assert store.records("one") == {"activity:a/b": {"done": True}}
    assert [path.name for path in store.state_file().parent.iterdir()] == ["state.json"]


def test_a_folder_that_cannot_be_made_is_told(monkeypatch, tmp_path):
    """Where the folder cannot be made, nothing is kept and the caller is told."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(store, "user_data_path", lambda _name: tmp_path / "file" / "data")

    assert not store.keep("one", "activity:a/b", {"done": True})


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_may_read_it():
    """Answers are private: the file is readable by its owner alone."""
    store.keep("one", "activity:a/b", {"done": True})

    assert store.state_file().stat().st_mode & 0o077 == 0


def test_an_emptied_answer_leaves_nothing_behind():
    """When the last answer is emptied the file goes too, as it does after "forget everything"."""
    store.keep("course", "activity:a/b", {"done": True})
    store.keep("course", "activity:a/b", {})

    assert not store.state_file().exists()
