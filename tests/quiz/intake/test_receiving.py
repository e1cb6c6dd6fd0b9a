"""Hand-ins that come by file: matched, filed as submissions, kept, and never believed."""

import contextlib
import json
import mailbox
import os
import shutil
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from quiz.intake.hand_ins import enrol, files_of, hand_in
from quiz.small_course import QUIZ, RIGHT, Course

from prevention_cpd.cli import main
from prevention_cpd.questions import receipt
from prevention_cpd.quiz.record import due_dates, runs

pytestmark = pytest.mark.xdist_group("receiving")


@pytest.fixture(scope="module")
def _enrolled(_released_course, tmp_path_factory):
    """The small course, released, with a class list."""
    root = tmp_path_factory.mktemp("receiving") / "course"
    shutil.copytree(_released_course.root, root)
    course = Course(root, _released_course.env)
    enrol(course, "anna,Anna,Bell,anna.bell@police.example", "ben,Ben,Ode,")
    return course


@pytest.fixture
def course(_enrolled, tmp_path):
    """A fresh copy of it."""
    shutil.copytree(_enrolled.root, tmp_path / "course")
    return Course(tmp_path / "course", _enrolled.env)


@pytest.fixture
def inbox(tmp_path):
    """A folder for what comes in."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def receive(course, *paths, **options):
    """Run `cpd quiz receive --json`; return the rows and the exit status."""
    arguments = [str(path) for path in paths]
    arguments += [f"--{name.replace('_', '-')}" for name, on in options.items() if on]
    with contextlib.chdir(course.root):
        done = CliRunner(env=course.env).invoke(
            main, ["quiz", "receive", "--json", *arguments], catch_exceptions=False
        )
    return json.loads(done.output)["hand_ins"], done.exit_code


def save(folder, data, name="writing-anna.json"):
    """Save a hand-in file."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def submitted(course, learner="anna"):
    """Return the values that lie in the submission of a learner."""
    answers = json.loads((course.quizzes / "submitted" / learner / QUIZ / "answers.json").read_text())
    return {name: entry["value"] for name, entry in answers["answers"].items()}


def test_a_file_becomes_a_submission_that_is_graded(course, inbox):
    """A hand-in file is filed under the id of the class list, and graded as any other submission."""
    rows, status = receive(course, save(inbox, hand_in(course)))

    (row,) = rows
    assert (row["state"], row["learner"], row["name"], status) == ("new", "anna", "Anna Bell", 0)
    assert row["receipt"] == receipt.code(QUIZ, "A", RIGHT)
    assert submitted(course) == RIGHT
    graded = json.loads(course.grade("--json").stdout)
    assert graded["graded"] == 1
    held = course.cpd("quiz", "feedback", QUIZ, "-o", inbox / "back", ok=(1,))
    assert "Held back until their answers are marked: anna." in held.stdout
    course.grade("--feedback")
    course.cpd("quiz", "feedback", QUIZ, "-o", inbox / "back", "--waiting", ok=(0,))
    (page,) = (inbox / "back").iterdir()
    assert page.name == "writing-anna.html"
    assert "src=" not in page.read_text()
    automatic = {name: score for name, (score, _waits) in course.scores("anna").items()}
    assert automatic["wri-short-word"] == 1


def test_the_same_again_an_older_and_a_newer_one(course, inbox):
    """The same file counts once, an older one never takes the place of a newer, a newer one does; all are kept."""
    first = save(inbox, hand_in(course))
    receive(course, first)
    older = save(inbox, hand_in(course, values={"wri-short-word": "terminate"}, made="2026-11-19T09:00:00Z"))
    newer = hand_in(course, values={"wri-short-word": "start"}, made="2026-11-21T10:00:00+01:00")

    assert [row["state"] for row in receive(course, older)[0]] == ["older"]
    assert submitted(course) == RIGHT
    assert [row["state"] for row in receive(course, save(inbox, hand_in(course)))[0]] == ["double"]
    assert [row["state"] for row in receive(course, save(inbox, newer))[0]] == ["new"]
    assert submitted(course) == {"wri-short-word": "start"}
    assert len(list((course.quizzes / "received" / "anna" / QUIZ).iterdir())) == 3


def test_what_is_made_after_the_feedback_is_kept_apart(course, inbox):
    """Who has read the right answers hands in no more, unless the trainer takes the page back."""
    receive(course, save(inbox, hand_in(course, values={"wri-short-word": "begin"})))
    course.grade("--feedback")
    corrected = save(inbox, hand_in(course, made="2026-11-21T10:00:00Z"), "corrected.json")

    tried = receive(course, corrected, dry_run=True)
    (row,), status = receive(course, corrected)

    assert (tried[0][0]["state"], row["state"], status) == ("closed", "closed", 1)
    assert submitted(course) == {"wri-short-word": "begin"}
    (course.quizzes / "feedback" / "anna" / QUIZ / f"{QUIZ}.html").unlink()
    (again,), _status = receive(course, course.quizzes / "set-aside" / "received")
    assert again["state"] == "new"
    assert submitted(course) == RIGHT


def test_several_of_one_learner_at_once(course, inbox):
    """Of several in one folder the newest is filed, whatever they are called, and a dry run says the same."""
    save(inbox, hand_in(course, values={"wri-short-word": "start"}), "a.json")
    save(inbox, hand_in(course, made="2026-11-21T09:00:00Z"), "b.json")
    save(inbox, hand_in(course, made="2026-11-21T09:00:00Z"), "c.json")

    tried = [(row["file"], row["state"]) for row in receive(course, inbox, dry_run=True)[0]]
    done = [(row["file"], row["state"]) for row in receive(course, inbox)[0]]

    assert tried == done == [("b.json", "new"), ("c.json", "double"), ("a.json", "older")]
    assert submitted(course) == RIGHT


def test_a_clock_that_is_ahead_makes_nothing_new(course, inbox):
    """A file from the future is the same file when the command runs again, and the first time counts."""
    path = save(inbox, hand_in(course, made="2099-01-01T00:00:00+00:00"))
    receive(course, path)
    stamp = course.quizzes / "submitted" / "anna" / QUIZ / "timestamp.txt"
    before = stamp.read_text()

    (row,), status = receive(course, path)

    assert (row["state"], status) == ("double", 0)
    assert stamp.read_text() == before


def test_what_was_kept_and_not_filed_is_filed_the_next_time(course, inbox):
    """A fault between keeping and filing loses nothing: the same command files it when the fault is gone."""
    path = save(inbox, hand_in(course))
    fault = course.quizzes / "release" / QUIZ / "no-file"
    os.mkfifo(fault)
    assert course.cpd("quiz", "receive", path, ok=(1,))
    assert len(list((course.quizzes / "received" / "anna" / QUIZ).iterdir())) == 1
    fault.unlink()

    (row,), status = receive(course, path)

    assert (row["state"], status) == ("new", 0)
    assert submitted(course) == RIGHT


def test_a_dry_run_changes_nothing(course, inbox):
    """It tells the same and writes no file."""
    save(inbox, hand_in(course))
    save(inbox, "{", "broken.json")
    before = files_of(course.quizzes)

    rows, status = receive(course, inbox, dry_run=True)

    assert sorted(row["state"] for row in rows) == ["new", "unreadable"]
    assert status == 1
    assert files_of(course.quizzes) == before


@pytest.mark.parametrize("typed", ["anna", " ANNA ", "Anna.Bell@police.example"])
def test_people_are_known_by_what_they_type(course, inbox, typed):
    """Capitals, spaces and the mail address of the class list lead to the id."""
    (row,), _status = receive(course, save(inbox, hand_in(course, typed)))

    assert (row["state"], row["learner"]) == ("new", "anna")


@pytest.mark.parametrize("typed", ["carla", "", "../ben", "ben/../anna", "..", "/etc/passwd", "ben\x00", "*"])
def test_an_unknown_id_is_set_aside_and_taken_in_later(course, inbox, typed):
    """Nobody's id, or a path, is not filed; the file is kept with the reason, and nothing is written elsewhere."""
    path = save(inbox, hand_in(course, typed))
    before = files_of(course.quizzes)

    (row,), status = receive(course, path)

    assert (row["state"], status) == ("unknown", 1)
    assert "Anna" not in row["why"] or "anna" in row["why"]
    kept = course.root / row["set_aside"]
    assert kept.read_bytes() == path.read_bytes()
    changed = files_of(course.quizzes).keys() - before.keys()
    assert all(name.startswith("set-aside/received/") for name in changed)


def test_what_was_set_aside_is_taken_in_when_the_class_list_is_mended(course, inbox):
    """The same command on the folder of what was set aside files it, and it is there no longer."""
    (row,), _status = receive(course, save(inbox, hand_in(course, "carla", name="Carla Roy")))
    enrol(course, "carla,Carla,Roy,")

    (again,), status = receive(course, course.quizzes / "set-aside" / "received")

    assert (row["state"], again["state"], status) == ("unknown", "new", 0)
    assert list((course.quizzes / "set-aside" / "received").iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"quiz": "riting"}, "no quiz"),
        ({"form": "B"}, "another form"),
        ({"version": "00000000"}, "version 00000000"),
    ],
)
def test_another_quiz_form_or_version(course, inbox, changed, said):
    """What this course has not given out is not filed, and the trainer reads why."""
    (row,), _status = receive(course, save(inbox, hand_in(course, **changed)))

    assert row["state"] == "unknown"
    assert said in row["why"]
    assert not (course.quizzes / "submitted").exists()


def test_answers_that_were_changed_in_the_file_are_told(course, inbox):
    """The receipt is worked out anew: one that does not fit the answers is told, and the answers' own is given."""
    data = hand_in(course)
    data["answers"]["wri-short-word"]["value"] = "start"

    (row,), _status = receive(course, save(inbox, data))

    assert row["state"] == "new"
    assert row["receipt"] != data["receipt"]
    assert row["receipt"] in row["notes"][0]


def test_late_is_who_came_late_unless_the_trainer_accepts_the_time_of_making(course, inbox):
    """Lateness counts by the time of receiving; --accept-made lets the other count; nbgrader reads the same time."""
    with course.record() as connection:
        due_dates.put(connection, QUIZ, datetime(2026, 11, 20, 12, tzinfo=UTC))
    (row,), _status = receive(course, save(inbox, hand_in(course)))
    (other,), _status = receive(course, save(inbox, hand_in(course, "ben")), accept_made=True)

    assert (row["late"], other["late"]) == (True, False)
    stamp = (course.quizzes / "submitted" / "ben" / QUIZ / "timestamp.txt").read_text()
    assert stamp == "2026-11-20 09:00:00.000000 UTC"


def test_mails_zips_and_mailboxes(course, inbox):
    """A hand-in is found in a zip, in a saved mail with a zip, in an mbox and in a Maildir, with the time the mail came."""
    save(inbox, hand_in(course))
    with zipfile.ZipFile(inbox / "class.zip", "w") as pack:
        pack.writestr(
            "folder/writing-anna.json", json.dumps(hand_in(course, values={"wri-short-word": "begin"}))
        )
        pack.writestr("../../../evil.json", json.dumps(hand_in(course, "ben")))
        pack.writestr("notes.docx", "no")
    mail = EmailMessage()
    mail["From"], mail["Date"] = "ben@police.example", "Fri, 20 Nov 2026 10:00:00 +0000"
    mail["Received"] = "from x by y; Fri, 20 Nov 2026 11:00:00 +0000"
    mail.set_content("Here it is.")
    made = json.dumps(hand_in(course, "ben", made="2026-11-20T10:30:00Z"))
    mail.add_attachment(
        made.encode(), maintype="application", subtype="octet-stream", filename="Prüfung.json"
    )
    (inbox / "one.eml").write_bytes(bytes(mail))
    forwarded = EmailMessage()
    forwarded["From"], forwarded["Date"] = "x@y.example", "Fri, 20 Nov 2026 12:00:00 +0000"
    forwarded.set_content("Forwarded")
    forwarded.add_attachment(mail)
    box = mailbox.mbox(inbox / "box.mbox")
    box.add(bytes(forwarded))
    box.flush()
    mailbox.Maildir(inbox / "maildir").add(bytes(mail))
    before = files_of(inbox)

    rows, _status = receive(course, inbox)

    assert files_of(inbox) == before
    found = {row["file"]: row for row in rows}
    assert found["writing-anna.json"]["learner"] == "anna"
    assert found["class.zip, writing-anna.json"]["learner"] == "anna"
    assert found["class.zip, evil.json"]["learner"] == "ben"
    assert found["one.eml, Prüfung.json"]["received_at"] == "2026-11-20T11:00:00+00:00"
    assert "box.mbox, message 1, Prüfung.json" in found
    same = [row["state"] for row in rows if row["file"].endswith("Prüfung.json")]
    assert sorted(same) == ["double", "double", "new"]
    assert (course.quizzes / "submitted" / "ben" / QUIZ / "answers.json").is_file()


def test_hostile_files_stop_nobody(course, inbox):
    """Whatever else comes, the one good hand-in beside it is filed, and each other is told in a sentence."""
    save(inbox, hand_in(course), "good.json")
    save(inbox, "", "empty.json")
    save(inbox, "[" * 100_000, "deep.json")
    save(inbox, json.dumps({**hand_in(course), "more": json.loads("[" * 500 + "]" * 500)}), "deep too.json")
    save(inbox, json.dumps(hand_in(course))[:-40], "cut.json")
    save(inbox, '{"type": "cpd-hand-in", "schema": 1, "learner": [], "answers": {}}', "types.json")
    save(inbox, json.dumps(hand_in(course, "ben", answers=[1])), "list.json")
    save(inbox, json.dumps(hand_in(course, "ben", answers={"x": "y" * 1_500_000})), "long.json")
    save(inbox, " " * 3_000_000 + "{}", "huge.json")
    (inbox / "latin.json").write_bytes(json.dumps(hand_in(course), ensure_ascii=False).encode("utf-16"))
    course.cpd("quiz", "page", QUIZ, "-o", inbox / "page.html", ok=(0,))
    (inbox / "link.json").symlink_to("/etc/passwd")
    os.mkfifo(inbox / "pipe.json")
    (inbox / "cut.zip").write_bytes(b"PK\x03\x04 no zip at all")
    with zipfile.ZipFile(inbox / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("bomb.json", b"0" * 70_000_000)
    (inbox / "odd.eml").write_bytes(
        b"Subject: =?x?q?\xff?=\nContent-Type: multipart/mixed; boundary=\n\n--\xff"
    )

    rows, status = receive(course, inbox)

    states = {row["file"]: row["state"] for row in rows}
    assert states.pop("good.json") == "new"
    assert set(states.values()) == {"unreadable"}
    assert len(states) == 14
    assert all(row["why"].endswith(".") for row in rows if row["state"] == "unreadable")
    assert status == 1


def test_other_pages_are_left_alone(course, inbox):
    """A saved mail or a signature is not the page of the quiz, and nobody is asked for a file again."""
    save(inbox, hand_in(course))
    (inbox / "signature.html").write_text("<!DOCTYPE html><title>Kind regards</title>")

    rows, status = receive(course, inbox)

    assert ([row["file"] for row in rows], status) == (["writing-anna.json"], 0)


def test_names_with_signs_that_hide_are_shown_without_them(course, inbox):
    """Escape sequences, turned text and half of a character in a name reach no terminal and no page."""
    path = save(inbox, hand_in(course, "carla", name="\x1b[31mEve\u202e\ud83d"))
    with contextlib.chdir(course.root):
        done = CliRunner(env=course.env).invoke(main, ["quiz", "receive", str(path)], catch_exceptions=False)

    assert done.exit_code == 1
    assert "carla (?[31mEve??), writing" in done.output


def test_odd_answers_are_filed_for_the_grader_to_tell(course, inbox):
    """Answers of a wrong type are in the submission as they came, and half of a character does no harm."""
    values = {"wri-short-word": 7, "wri-parts": {"a": [1]}, "wri-note": "\ud83d", "no-such": "x"}

    (row,), _status = receive(course, save(inbox, hand_in(course, values=values)))

    assert row["state"] == "new"
    assert submitted(course)["wri-short-word"] == 7
    assert "wri-note" not in submitted(course)
    assert any("wri-note" in note for note in row["notes"])


def test_what_the_exchange_brought_is_kept_when_a_file_takes_its_place(course, inbox):
    """A submission that came by another road gives way to a newer file, and is not lost; to an older it does not."""
    course.submit("anna", {"wri-short-word": "start"})
    (older,), _status = receive(course, save(inbox, hand_in(course)))
    assert older["state"] == "older"
    (row,), _status = receive(course, save(inbox, hand_in(course, made="2026-11-20T11:00:00Z")))

    assert row["state"] == "new"
    (kept,) = (course.quizzes / "received" / "anna" / QUIZ).glob("replaced-*")
    assert json.loads((kept / "answers.json").read_text())["answers"]["wri-short-word"]["value"] == "start"


def test_without_a_gradebook_it_says_what_to_do(course, inbox):
    """No traceback where nothing was released yet."""
    (course.quizzes / "gradebook.db").unlink()
    path = save(inbox, hand_in(course))
    with contextlib.chdir(course.root):
        done = CliRunner(env=course.env).invoke(main, ["quiz", "receive", str(path)])

    assert done.exit_code == 1
    assert not isinstance(done.exception, Exception)


def test_a_new_run_takes_it_again_and_nothing_of_the_last(course, inbox):
    """Closed by the feedback in its run; who is in the next hands in again, and last year's file is a double."""
    with course.record() as connection:
        for name, day in (("old", "2026-11-01"), ("new", "2026-11-23")):
            runs.start(connection, name, starts_at=f"{day}T00:00:00+00:00", place=course.quizzes)
            runs.join(connection, name, ["anna"])
    first = save(inbox, hand_in(course))
    receive(course, first, accept_made=True)
    folder = course.quizzes / "feedback" / "anna" / QUIZ
    folder.mkdir(parents=True)
    shutil.copy(course.quizzes / "submitted" / "anna" / QUIZ / "timestamp.txt", folder)
    (folder / f"{QUIZ}.html").touch()

    late = save(inbox, hand_in(course, made="2026-11-21T09:00:00+00:00"), "late.json")
    again = save(inbox, hand_in(course, made="2026-11-24T09:00:00+00:00"), "again.json")
    rows = [receive(course, each, accept_made=True)[0][0] for each in (late, again, first)]

    assert [row["state"] for row in rows] == ["closed", "new", "double"]
    kept = [*(course.quizzes / "received" / "anna" / QUIZ).glob("*.json")]
    assert len(kept) == 2


@pytest.mark.parametrize(("of_old", "of_new", "late"), [(19, 30, True), (21, 12, False)])
def test_late_is_told_by_the_deadline_of_the_run_that_it_was_made_in(course, inbox, of_old, of_new, late):
    """A file of last run that comes in this one is late or in time by last run's deadline."""
    with course.record() as connection:
        for name, begun, due in (("old", 1, of_old), ("new", 23, of_new)):
            runs.start(connection, name, starts_at=f"2026-11-{begun:02}T00:00:00+00:00", place=course.quizzes)
            runs.join(connection, name, ["anna"])
            due_dates.put(connection, QUIZ, datetime(2026, 11, due, tzinfo=UTC), run=name)
    (row,), _status = receive(course, save(inbox, hand_in(course)), accept_made=True)

    assert row["late"] is late
