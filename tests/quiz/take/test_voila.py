"""The quiz as a page of its own, by Voilà."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from quiz import servers
from quiz.looking import axe
from quiz.small_course import QUIZ
from quiz.steps import TEXT, answer_by_keyboard

from prevention_cpd.questions import load_bank
from prevention_cpd.quiz.build.leaks import search_bytes, secrets
from prevention_cpd.quiz.take import voila


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["z"], {"port": 8866, "open_browser": True}),
        (["z", "--no-browser"], {"port": 8866, "open_browser": False}),
        (["z", "--no-browser", "9000"], {"port": 9000, "open_browser": False}),
        (["z", "9000"], {"port": 9000, "open_browser": True}),
    ],
)
def test_the_port_may_be_left_out(monkeypatch, arguments, expected):
    """The option without a port is no port."""
    served = []
    monkeypatch.setattr(voila, "serve", lambda place, **more: served.append((place, more)))
    voila.main(arguments)
    assert served == [(Path("z"), expected)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"language": "fr-CA", "direction": "rtl"}, ("fr-CA", "rtl")),
        ({}, ("en", "ltr")),
        (None, ("en", "ltr")),
    ],
)
def test_the_page_has_the_language_of_the_course(tmp_path, told, expected):
    """Language and direction come from `questions.json`; without them, or without the file, the page is English."""
    if told is not None:
        quiz = {"quiz": "q", "form": "A", "questions": []} | told
        (tmp_path / "questions.json").write_text(json.dumps(quiz))
    shown = voila.only_the_quiz(None, nbformat.v4.new_notebook(), str(tmp_path))

    assert (shown.metadata["language"], shown.metadata["direction"]) == expected


@pytest.mark.slow
def test_voila(course, tmp_path, quiet):
    """The same quiz as a page of its own: no code, no foreign request, nothing that axe finds, the same answers.json."""
    folder = tmp_path / "alone" / QUIZ
    shutil.copytree(course.quizzes / "release" / QUIZ, folder)
    # What became of the notebook in the learner's hands does not matter.
    (folder / f"{QUIZ}.ipynb").write_text((folder / f"{QUIZ}.ipynb").read_text().replace("show()", "1 / 0"))
    (tmp_path / "home").mkdir()
    with servers.voila(folder, tmp_path / "home", log=tmp_path / "voila.log") as address:
        page = quiet(viewport={"width": 1280, "height": 800})
        page.goto(address)
        quiz = page.locator(".cpd-quiz")
        quiz.wait_for()
        assert page.locator("html").get_attribute("lang") == "en-GB"
        for place in ("light", "dark"):
            page.emulate_media(color_scheme=place)
            assert axe(page) == []
        answer_by_keyboard(quiz, page)
        shown = page.locator("body").inner_text()
        assert "prevention_cpd" not in shown
        assert "import" not in shown
        assert axe(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        hidden = secrets(load_bank(course.quizzes / "banks" / "writing.yml").questions)
        assert list(search_bytes(folder, page.content().encode(), hidden)) == []
        assert list(search_bytes(folder, page.request.get(address).body(), hidden)) == []
        page.reload()
        quiz.get_by_text("3 of 4 answered").wait_for()
        assert quiz.get_by_label("commence").is_checked()
        refuse_to_save(folder, quiz)
    values = json.loads((folder / "answers.json").read_text())
    assert values["answers"]["wri-note"]["value"] == TEXT


def refuse_to_save(folder, quiz):
    """Put another quiz's file in the way: the page says that nothing was saved, and why; then it saves again."""
    mine = (folder / "answers.json").read_text()
    (folder / "answers.json").write_text(mine.replace('"quiz": "writing"', '"quiz": "other"'))
    quiz.get_by_label("begin").check()
    quiz.get_by_role("status").get_by_text(
        "Not saved: answers.json in this folder belongs to another quiz"
    ).wait_for()
    (folder / "answers.json").write_text(mine)
    quiz.get_by_role("button", name="Try again").click()
    quiz.get_by_role("status").get_by_text(re.compile(r"^Saved \d\d:\d\d")).wait_for()
    assert json.loads((folder / "answers.json").read_text())["answers"]["wri-short-word"]["value"] == "begin"
