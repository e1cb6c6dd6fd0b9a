"""What may stay in a submission folder, and what is moved out of it."""

import os

import pytest
from quiz.hostile.submitted import kept_of, make

from prevention_cpd.quiz.intake.submissions import prepare


@pytest.fixture
def folder(tmp_path):
    """A submission as it should be."""
    return make(tmp_path)


def test_a_folder_named_like_a_page_is_moved(folder):
    """Nbgrader takes every `.html` for a page of feedback and stops at a folder; deeper down it looks at none."""
    (folder / "writing.HTML").mkdir()
    (folder / "notes" / "page.html").mkdir(parents=True)
    (reason,) = prepare(folder, kept_of(folder))
    assert reason.startswith("writing.HTML: nbgrader would hand it out")
    assert (kept_of(folder) / "writing.HTML").is_dir()
    assert (folder / "notes" / "page.html").is_dir()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b" ", b"one\ntwo\n", "schlüssel".encode(), b"x" * 201])
def test_a_secret_that_nbgrader_cannot_read_is_replaced(folder, content):
    """The release of feedback would stop at it, for everybody; what was there is kept."""
    (folder / "submission_secret.txt").write_bytes(content)
    (reason,) = prepare(folder, kept_of(folder))
    assert reason.startswith("submission_secret.txt: it is not as nbgrader writes it")
    assert (kept_of(folder) / "submission_secret.txt").read_bytes() == content
    assert len((folder / "submission_secret.txt").read_text()) == 64


@pytest.mark.parametrize("content", ["0f" * 64, "secret of O'Neil, Ann\n"])
def test_a_secret_of_one_line_stays(folder, content):
    """With another one the learner could not fetch the feedback."""
    (folder / "submission_secret.txt").write_text(content)
    assert prepare(folder, kept_of(folder)) == []
    assert (folder / "submission_secret.txt").read_text() == content


def test_a_path_that_could_not_be_copied_is_moved(folder, monkeypatch):
    """Extras with paths as long as the system takes, and longer, go; the answers stay."""
    monkeypatch.chdir(folder)
    (folder / "short").mkdir()
    for _ in range(18):
        os.mkdir("d" * 250)  # noqa: PTH102  # no path as a whole could be so long
        os.chdir("d" * 250)
    monkeypatch.chdir(folder)
    (reason,) = prepare(folder, kept_of(folder))
    assert "are together longer than 1024 bytes" in reason
    assert {path.name for path in folder.iterdir()} == {
        "writing.ipynb",
        "answers.json",
        "timestamp.txt",
        "submission_secret.txt",
        "short",
    }


def test_paths_are_counted_below_the_folder_in_bytes(folder):
    """A path of 1,024 bytes stays, one of 1,025 goes, wherever the course is kept and whatever the letters."""
    deep = folder / ("ü" * 100) / ("ü" * 100) / ("ü" * 100) / ("ü" * 100)
    deep.mkdir(parents=True)
    (deep / ("x" * 220)).touch()
    assert prepare(folder, kept_of(folder)) == []
    (deep / ("x" * 221)).touch()
    assert len(prepare(folder, kept_of(folder))) == 1


def test_a_film_that_is_moved_does_not_count(folder):
    """What is too large by itself takes no room from the other extras."""
    for name in ("a.mp4", "b.mp4", "c.mp4"):
        with (folder / name).open("wb") as file:
            file.truncate(60 * 1024**2)
    (folder / "photo.jpg").write_text("mine")
    assert all("larger than 20 MB" in reason for reason in prepare(folder, kept_of(folder)))
    assert (folder / "photo.jpg").is_file()
