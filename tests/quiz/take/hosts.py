"""The hosts of the quiz, so that one set of tests runs against each: a kernel, the page itself, the class server."""

import contextlib
import json
import shutil
from dataclasses import dataclass, field

from playwright.sync_api import expect
from quiz import servers
from quiz.class_room import change, open_class_room
from quiz.kinds_steps import button, heading
from quiz.small_course import make_course
from server.talking import Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.questions.answers import read_answers
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.page.page import page as page_of
from prevention_cpd.quiz.record import class_list, kept

KINDS = "kinds"


@dataclass
class Host:
    """What every host has for the tests; the words are those of its buttons and headings."""

    review: str = "Review and hand in"
    confirm: str = "Hand in"
    ask: str = "Hand in now?"
    yes: str = "Yes, hand in"
    done: str = "Handed in"
    quiz: str = "section.cpd-quiz"

    def fresh(self, **_changes):
        """Forget what was answered and handed in before; `changes` is what questions.json says otherwise."""
        raise NotImplementedError

    def go(self, page):
        """Go to the quiz."""
        raise NotImplementedError

    def saved(self, page):
        """Return the answers that are safe now."""
        raise NotImplementedError

    def came_in(self):
        """Return the answers that the trainer has."""
        raise NotImplementedError

    def open(self, page):
        """Open the quiz in a page and return it."""
        self.go(page)
        quiz = page.locator(self.quiz)
        quiz.wait_for()
        return quiz

    def go_to_confirmation(self, quiz):
        """Go on to the last question before handing in."""
        button(quiz, self.review).click()
        button(quiz, self.confirm).click()
        heading(quiz, self.ask)

    def say_yes(self, quiz, _page):
        """Hand in, from the last question before, and return the receipt."""
        button(quiz, self.yes).press("Enter")
        heading(quiz, self.done)
        return quiz.locator(".cpd-quiz-code").inner_text()


@dataclass
class Kernel(Host):
    """The widget in Voilà."""

    room: object = None
    folder: object = None
    address: str = ""

    def fresh(self, **changes):
        """Empty the learner's folder and the exchange, and fetch again."""
        for path in (*self.folder.iterdir(), *self.room.inbound.iterdir()):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in (self.room.exchange / "prevention-cpd" / "outbound" / KINDS).iterdir():
            shutil.copy(path, self.folder)
            (self.folder / path.name).chmod(0o644)
        change(self.folder, **changes)

    def go(self, page):
        """Go to the page of Voilà."""
        page.goto(self.address)

    def saved(self, _page):
        """Read answers.json."""
        return read_answers(self.folder / "answers.json", KINDS).values

    def came_in(self):
        """Read the newest submission in the exchange."""
        newest = max(self.room.inbound.iterdir(), key=lambda folder: folder.name)
        return read_answers(newest / "answers.json", KINDS).values


@dataclass
class Page(Host):
    """One HTML file."""

    review: str = "Review and make the hand-in file"
    confirm: str = "Make the hand-in file"
    ask: str = "Make the hand-in file now?"
    yes: str = "Save the file"
    done: str = "Your hand-in file is made"
    source: object = None
    file: object = None
    files: list = field(default_factory=list)

    def fresh(self, **changes):
        """Write the page anew; each test has a browser of its own."""
        self.files.clear()
        data = {**questions_file.read(self.source), **changes}
        self.file.write_text(page_of(data), encoding="utf-8")

    def go(self, page):
        """Open the file from the disk."""
        page.goto(self.file.as_uri())

    def saved(self, page):
        """Read what the browser keeps."""
        kept_here = json.loads(page.evaluate("Object.values(localStorage)[0] ?? '{}'"))
        return {name: each["value"] for name, each in kept_here.get("answers", {}).items()}

    def came_in(self):
        """Read the newest file."""
        return {name: each["value"] for name, each in self.files[-1]["answers"].items()}

    def say_yes(self, quiz, page):
        """Say who one is, and save the file."""
        quiz.get_by_label("Your name").fill("Ada Example")
        quiz.get_by_label("Your id").fill("ada")
        with page.expect_download() as download:
            code = super().say_yes(quiz, page)
        assert download.value.suggested_filename == f"{KINDS}-ada.json"
        self.files.append(json.loads(download.value.path().read_text()))
        return code


@dataclass
class Server(Host):
    """The class server."""

    tree: object = None
    running: object = None
    people: int = 0
    person: str = ""

    def fresh(self, **changes):
        """Let the next of the class take the quiz."""
        self.people += 1
        self.person = f"person-{self.people}"
        path = self.tree.quizzes / "release" / KINDS / "questions.json"
        path.chmod(0o644)
        path.write_text(json.dumps({**questions_file.read(path.parent), **changes}))
        listed = [Person(id=self.person)]
        class_list.bring_in(f"sqlite:///{self.tree.quizzes / 'gradebook.db'}", self.tree.quizzes, listed)

    def go(self, page):
        """Sign in by a slip, read the notice, and start; who is signed in goes straight on."""
        page.goto(f"{self.running.address}quiz/{KINDS}")
        if "sign-in" in page.url:
            page.goto(f"{self.running.address}sign-in/{self.running.code(self.person)}")
            page.get_by_role("button", name="Yes, sign in").click()
            page.goto(f"{self.running.address}quiz/{KINDS}")
        start = page.get_by_role("button", name="I have read this")
        start.or_(page.locator(self.quiz)).first.wait_for()
        if start.is_visible():
            start.click()

    def saved(self, _page):
        """Read the record."""
        with self.running.app.engine.begin() as connection:
            return kept.read(connection, self.person, KINDS).values

    def came_in(self):
        """Read the submission."""
        folder = self.tree.quizzes / "submitted" / self.person / KINDS
        return read_answers(folder / "answers.json", KINDS).values


@contextlib.contextmanager
def kernel(base):
    """Start Voilà for a learner who has fetched the quiz."""
    room = open_class_room(base, KINDS)
    folder = room.fetch(KINDS, "here")
    with servers.voila(folder, room.home, log=base / "voila.log") as address:
        yield Kernel(room=room, folder=folder, address=address)


@contextlib.contextmanager
def page(base):
    """Make the page of a quiz that was built."""
    source = make_course(base / "course").quizzes / "source" / KINDS
    yield Page(source=source, file=base / "kinds.html")


@contextlib.contextmanager
def server(base):
    """Start the class server of a course whose quiz is released."""
    gradebook.configure()
    course = make_course(base / "course")
    course.nbgrader("generate_assignment", KINDS)
    tree = Tree(course.root)
    class_list.bring_in(f"sqlite:///{tree.quizzes / 'gradebook.db'}", tree.quizzes, [Person(id="tom")])
    with Running(tree) as running:
        yield Server(tree=tree, running=running)


#: Each host by its name: a context manager that is given a folder.
HOSTS = {"kernel": kernel, "page": page, "server": server}


def is_saved(quiz):
    """Wait until the head says that everything is saved."""
    expect(quiz.locator(".cpd-quiz-status")).to_have_attribute("data-state", "saved")
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text("Saved")
