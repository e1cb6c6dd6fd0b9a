"""The pages of the desk on paper: dark on white, nothing to press, no table cut off; also where the system is dark."""

import io

import pypdf
import pytest
from quiz.small_course import QUIZ
from server.desk.test_browser import question_of
from server.talking import TOKEN

pytestmark = pytest.mark.slow
#: The width of A4 between margins of 1.5 cm, in CSS pixels.
PAPER = 680
#: Elements in sight that belong on a screen only, and what reaches beyond the paper.
WRONG = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const found = [...document.querySelectorAll("main :is(button, input, textarea, select, .cpd-button, summary), nav")];
  const wrong = found.filter(seen).map((one) => one.outerHTML.slice(0, 80));
  const width = document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll("main *:not(.cpd-sr)")].filter(seen).filter((one) =>
    one.getBoundingClientRect().right > width + 1 || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible"));
  return [...wrong, ...cut.map((one) => `cut: ${one.outerHTML.slice(0, 80)}`)];
}"""
#: The ground of the page and the colour of its text.
COLOURS = """() => [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector("h1")).color]"""


def test_each_page_on_paper(page, desk):
    """Lists, results and the marking of an answer with its rubric, as they are printed from a dark screen."""
    page.goto(f"{desk.address}sign-in?token={TOKEN}&next=/desk")
    marking = question_of(page, desk)
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    paths = ["desk", "desk/class", f"desk/quiz/{QUIZ}", f"desk/results/{QUIZ}", f"desk/marking/{QUIZ}"]
    paths += [marking, f"{marking}/answers", "desk/person/p01", "desk/records", "desk/issuer", "desk/runs"]
    for path in paths:
        page.goto(desk.address + path)
        assert (path, page.evaluate(WRONG)) == (path, [])
        assert (path, page.evaluate(COLOURS)) == (path, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"])


def test_an_answer_is_printed_with_question_and_rubric(page, desk):
    """All that a marker needs who marks on paper, on one sheet; names stay hidden."""
    page.goto(f"{desk.address}sign-in?token={TOKEN}&next=/desk")
    page.goto(desk.address + question_of(page, desk))
    (sheet,) = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(sheet.extract_text().split())

    for each in (
        "Write two plain sentences",
        "A red bicycle was lost",
        "Says when and where",
        "Walrus guidance",
    ):
        assert each in text
    for each in ("Save, and go on", "Skip", "Markdown", "Number p"):
        assert each not in text
