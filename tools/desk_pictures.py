"""Make the pictures of docs/desk.md again: an invented class at the desk of this course.

make screenshots
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from playwright.sync_api import sync_playwright
from weighing import arguments, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CPD = (sys.executable, "-m", "prevention_cpd.cli")
QUIZ = "terminology"
#: Invented; no officer has these names.
NAMES = (
    "Ada Ashdown", "Ben Brook", "Cara Cliff", "Dov Dale", "Ema Elm", "Finn Field", "Gwen Glen", "Hal Heath",
    "Ines Isle", "Jon Juniper", "Kaya Kelp", "Liv Linden",
)  # fmt: skip
_LOT = random.Random(7)  # noqa: S311  # an invented class, the same each time


def main() -> None:
    """Make a class in a temporary copy of the course, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        course = Path(name) / "course"
        left = (".git", ".venv", "_build", "node_modules", "source", "release", "submitted", "gradebook.db*")
        shutil.copytree(ROOT, course, ignore=shutil.ignore_patterns(*left))
        make_class(course)
        desk = subprocess.Popen(
            [*CPD, "desk", "--no-open", "--name", "Ann"],
            cwd=course,
            env={**os.environ, "CPD_ISSUER": f"{name}/issuer"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address = re.search(r"http://\S+", desk.stdout.readline())[0]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
                page = browser.new_page(viewport={"width": 1180, "height": 820})
                page.goto(address)
                take(page, address.partition("/sign-in")[0], course)
                browser.close()
        finally:
            desk.terminate()
            desk.wait()


def make_class(course: Path) -> None:
    """Enrol twelve people of whom ten hand in, and grade what came."""
    people = [(f"{name.split()[0].lower()}", *name.split()) for name in NAMES]
    rows = [f"{who},{first},{last},{who}@example.org" for who, first, last in people]
    (course / "class.csv").write_text("\n".join(["id,first name,last name,email", *rows]))
    run(course, *CPD, "quiz", "build")
    run(course, *CPD, "class", "import", "class.csv")
    run(course / "quizzes", sys.executable, "-m", "nbgrader", "generate_assignment", QUIZ)
    keys = bank(course)
    paper = json.loads((course / "quizzes" / "release" / QUIZ / "questions.json").read_text())
    for at, (who, *_) in enumerate(people[:10]):
        folder = course / "quizzes" / "submitted" / who / QUIZ
        shutil.copytree(course / "quizzes" / "release" / QUIZ, folder)
        (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
        given = {each["id"]: answer(keys.get(each["id"]), each, at) for each in paper["questions"]}
        entries = {
            name: {"value": value, "saved_at": "2026-11-20T09:59:00+00:00"} for name, value in given.items()
        }
        data = {"schema": 1, "quiz": QUIZ, "form": "A", "answers": entries}
        (folder / "answers.json").write_text(json.dumps(data))
    run(course, *CPD, "grade", QUIZ)


def bank(course: Path) -> dict[str, Any]:
    """Return the questions of the quiz's bank by their ids."""
    found = yaml.safe_load((course / "quizzes" / "banks" / f"{QUIZ}.yml").read_text(encoding="utf-8"))
    return {question["id"]: question for question in found["questions"]}


def mark(page: Page, points: list[float]) -> None:
    """Give points by criterion."""
    for criterion, given in zip(page.locator(".desk-criterion").all(), points, strict=True):
        criterion.get_by_role("radio", name=f"{given:g}", exact=True).check()


def answer(key: Any, public: Any, at: int) -> Any:
    """Answer a question of this bank mostly right, a written one in the words of an anchor."""
    if key is None:
        return None
    if key["kind"] == "text":
        return key["anchors"][at % len(key["anchors"])]["text"]
    if key["kind"] == "single":
        right = [each["id"] for each in key["options"] if each.get("correct")]
        return right[0] if _LOT.random() < 0.8 else _LOT.choice(public["options"])["id"]
    if key["kind"] == "multiple":
        return [each["id"] for each in key["options"] if each.get("correct") or _LOT.random() < 0.2]
    if key["kind"] == "match":
        return {pair["left"]["id"]: pair["right"]["id"] for pair in key["pairs"]}
    return [each["id"] for each in key["items"]] if key["kind"] == "order" else key["answer"]["value"]


def take(page: Page, base: str, course: Path) -> None:
    """Take the pictures, on the way from a class list to a certificate."""
    shot(page, f"{base}/desk", "desk")
    shot(page, f"{base}/desk/class", "desk-class")
    shot(page, f"{base}/desk/quiz/{QUIZ}", "desk-quiz")
    page.goto(f"{base}/desk/marking/{QUIZ}")
    question = (
        page.get_by_role("link", name="All answers").first.get_attribute("href").removesuffix("/answers")
    )
    page.goto(f"{base}{question}/training")
    mark(page, [0, 1, 1, 0])
    page.get_by_role("button", name="Compare").click()
    page.locator("section:has(#compared)").screenshot(path=PICTURES / "desk-training.png")
    mark_all(page, base + question)
    run(course, *CPD, "grade", QUIZ, "--feedback")
    page.goto(f"{base}/desk/person/ada/feedback/{QUIZ}")
    # Down to the comment: what is below it is the answer to a question that is graded.
    review = page.locator(".cpd-review", has_text="Points by criterion").last
    whole, last = review.bounding_box(), review.locator("dd", has_text="Say who acts").bounding_box()
    clip = {**whole, "height": last["y"] + last["height"] + 8 - whole["y"]}
    page.screenshot(path=PICTURES / "desk-feedback.png", clip=clip, full_page=True)
    shot(page, f"{base}/desk/results/{QUIZ}", "desk-results")
    page.goto(f"{base}/desk/issuer")
    page.locator("main form").screenshot(path=PICTURES / "desk-key.png")
    for name in ("first", "again"):
        page.locator(f"#{name}").fill("four words that fit")
    page.locator("main form button").click()
    shot(page, f"{base}/desk/records", "desk-records")


def mark_all(page: Page, address: str) -> None:
    """Mark each answer as the anchor was marked whose words it has; take a picture of the first."""
    anchors = bank(ROOT)[address.rpartition("/")[2]]["anchors"]
    page.goto(address)
    for at in range(10):
        written = page.locator("pre.desk-answer").first.inner_text().split()
        mark(page, next(each["points"] for each in anchors if each["text"].split() == written))
        page.get_by_label("Comment for the learner").fill("Say **who** acts, and who is only *suspected*.")
        if at == 0:
            page.locator("summary").first.click()
            page.evaluate("window.scrollTo(0, 0)")
            page.screenshot(path=PICTURES / "desk-mark.png")
        page.get_by_role("button", name="Save, and go on").click()


def shot(page: Page, address: str, name: str) -> None:
    """Take a picture of a page."""
    page.goto(address)
    page.screenshot(path=PICTURES / f"{name}.png")


def run(folder: Path, *command: str) -> None:
    """Run a command; what single people need is no failure."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    main()
