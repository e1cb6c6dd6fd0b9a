"""What the buttons do: commands beside the server, with progress and a way to stop them."""

import json
import re
import sys
import time
from urllib.parse import urlencode

import pytest
from nbgrader.apps import NbGraderApp
from quiz.small_course import EARLY, QUIZ

from prevention_cpd.server.desk import jobs, steps
from prevention_cpd.server.desk.jobs import JOBS, Job


def wait(job, seconds=60):
    """Wait for the end of a job."""
    until = time.monotonic() + seconds
    while job.state == "running":
        assert time.monotonic() < until, job
        time.sleep(0.05)
    return job


def python(text):
    """Return a command that runs a line of Python."""
    return (sys.executable, "-c", text)


def test_commands_run_one_after_the_other(tmp_path):
    """Progress is read from what they say; the first that fails ends it, and its words are shown."""
    told = "import sys; print('3 of 12 graded (25%)', file=sys.stderr)"
    failing = "import sys; print('a/b.yml:3: no-quiz: there is none. Build it.'); sys.exit(1)"
    never = f"open({str(tmp_path / 'never')!r}, 'w')"
    job = wait(
        JOBS.start(
            Job(
                step="grade",
                page="a",
                commands=[python(told), python(failing), python(never)],
                folder=tmp_path,
            )
        )
    )

    assert (job.state, job.done, job.total) == ("failed", 3, 12)
    assert job.problems == ["there is none. Build it."]
    assert not (tmp_path / "never").exists()


def test_what_single_people_need_is_no_failure(tmp_path):
    """`cpd grade` ends with status 1 when somebody's work cannot be read; the rest is done all the same."""
    graded = 'import sys; print(\'{"graded": 3, "learners": []}\'); sys.exit(1)'
    wrong = 'import sys; print(\'{"problems": [{"what": "It is not", "fix": "Do it"}]}\'); sys.exit(1)'

    assert (
        wait(JOBS.start(Job(step="grade", page="a", commands=[python(graded)], folder=tmp_path))).state
        == "done"
    )
    job = wait(JOBS.start(Job(step="grade", page="b", commands=[python(wrong)], folder=tmp_path)))
    assert (job.state, job.problems) == ("failed", ["It is not. Do it."])


@pytest.mark.parametrize("kind", ["records", "certificates"])
def test_records_that_fail_tell_why(tmp_path, kind):
    """One person of two fails: who and why, and what else the command has to say."""
    rows = [{"learner": "ada", "why": ""}, {"learner": "ben", "why": "Nothing was handed in."}]
    said = json.dumps({kind: rows, "problems": ["a.json cannot be read."]})
    job = Job(
        step=kind, page=kind, commands=[python(f"print({said!r}); raise SystemExit(1)")], folder=tmp_path
    )

    assert wait(JOBS.start(job)).state == "failed"
    assert job.problems == ["a.json cannot be read.", "ben: Nothing was handed in."]


def test_a_command_that_cannot_begin_is_no_work_for_ever(tmp_path):
    """An error of the desk's own ends the work."""
    job = Job(step="grade", page="a", commands=[("no-such-program-here",)], folder=tmp_path)

    with pytest.raises(OSError, match="no-such-program"):
        job.run()
    assert job.state == "failed"


@pytest.mark.parametrize("deaf", ["", "signal.signal(signal.SIGINT, signal.SIG_IGN); "])
def test_one_at_a_time_for_each_quiz_and_stopped(tmp_path, monkeypatch, deaf):
    """A second click shows the work that is under way; stopped, the process is gone, also one that hears no interrupt."""
    monkeypatch.setattr(jobs, "_PATIENCE", 2)
    slow = [python(f"import signal, time; {deaf}time.sleep(60)")]
    first = JOBS.start(Job(step="grade", page="a", commands=slow, folder=tmp_path))
    again = JOBS.start(Job(step="grade", page="a", commands=slow, folder=tmp_path))
    assert again is first

    first.stop()
    until = time.monotonic() + 60
    while first._process is None or first._process.poll() is None:
        assert time.monotonic() < until, first
        time.sleep(0.05)
    assert first._process.returncode != 0
    assert first.state == "stopped"


def test_a_deadline_is_neither_lost_nor_taken_by_accident(trainer, desk_course):
    """An empty field changes nothing, other work is told, and what holds for one person stands on the page."""
    page = f"desk/quiz/{QUIZ}"

    def press(**fields):
        assert trainer.form(f"{page}/date", **fields).status == 302
        job = wait(JOBS.last(desk_course.quizzes, page))
        assert job.state == "done", job.problems

    assert trainer.form(f"{page}/date", when="").status == 400
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{trainer.port}/{page}",
    }
    body = urlencode({"_xsrf": trainer.xsrf, "when": "2020-01-01T10:00"})
    past = trainer.send("POST", f"{page}/date", body, headers).text
    assert "<h1>Nothing was done</h1>" in past
    assert "tick that it has passed" in past
    assert f'<a class="cpd-button cpd-main" href="/{page}">' in past
    abroad = trainer.send("POST", f"{page}/date", body, {**headers, "Referer": "http://elsewhere.example/x"})
    assert "elsewhere" not in abroad.text
    slow = Job(step="grade", page=page, commands=[], folder=desk_course.quizzes)
    JOBS._jobs[slow.id] = slow
    assert "Nothing was changed" in trainer.form(f"{page}/date", when="2035-01-01T10:00").text
    assert 'name="when"' not in trainer.get(page).text
    slow.run()

    press(when="2035-01-01T10:00", person="p01")
    assert re.search(r"<li>p01: [^<]*2035", trainer.get(page).text)
    press(none="1", person="p01")
    assert "<li>p01" not in trainer.get(page).text
    press(when="2020-01-01T10:00", past="on")
    assert "2020" in trainer.get(page).text


@pytest.mark.slow
def test_buttons(trainer, desk_course):
    """A deadline is set, work is graded and returned by the buttons of the page."""
    page = f"desk/quiz/{QUIZ}"
    config = desk_course.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text().replace(EARLY, ""))

    def press(path, **fields):
        assert trainer.form(path, **fields).status == 302
        return wait(JOBS.last(desk_course.quizzes, page), 120)

    assert press(f"{page}/date", when="2035-01-01T10:00").state == "done"
    assert "2035" in trainer.get(page).text
    assert trainer.form(f"{page}/date", when="tomorrow").status == 400
    assert trainer.form(f"{page}/date", when="2035-01-01T10:00", person="--past").status == 400

    for step in ("grade", "return"):
        job = press(f"{page}/do/{step}")
        assert job.state == "done", job.problems
    # Nobody is told while a written answer waits, unless the trainer says so.
    assert job.notes == ["12 held back, because not all of the answers are marked"]
    assert press(f"{page}/do/early").state == "done"
    assert (desk_course.quizzes / "feedback" / "p01" / QUIZ / f"{QUIZ}.html").is_file()
    shown = trainer.get(page).text
    assert "Give feedback to everybody: done." in re.sub(r"\s+", " ", shown)
    assert trainer.get(f"{page}/feedback.zip").text.startswith("PK")
    told = trainer.get(f"desk/work/{JOBS.last(desk_course.quizzes, page).id}").data
    assert told["state"] == "done"


@pytest.mark.parametrize("step", [*steps.NAMES, *steps.MORE])
def test_each_option_of_a_step_is_one_of_its_command(step, monkeypatch, tmp_path):
    """With an exchange too: nbgrader would take what it does not know for an option with the quiz as its value."""
    monkeypatch.setenv(steps.EXCHANGE, str(tmp_path))
    for command in steps.commands(step, QUIZ):
        if command[: len(jobs.NBGRADER)] == jobs.NBGRADER:
            name, *options = command[len(jobs.NBGRADER) : -1]
            flags = NbGraderApp.subcommands[name][0].flags
            assert {each.removeprefix("--") for each in options} <= flags.keys(), command


def test_what_cannot_be_done_yet_says_why(trainer):
    """A form that was never released offers its release only."""
    shown = trainer.get(f"desk/quiz/{QUIZ}-b").text

    assert "Release the quiz first." in shown
    trainer.form(f"desk/quiz/{QUIZ}-b/do/grade")
    assert "under way" not in trainer.get(f"desk/quiz/{QUIZ}-b").text
