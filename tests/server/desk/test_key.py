"""The provider's key and certificates by clicks alone: made, kept safe, used, and told when it cannot be."""

import io
import time
import zipfile

import pytest
from quiz.conftest import _released_course, course  # noqa: F401  # fixtures
from records.conftest import classroom  # noqa: F401  # fixture
from server.desk.test_work import wait
from server.talking import Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.records.signing.issuer import PASSPHRASE, Issuer
from prevention_cpd.server.desk.jobs import JOBS
from prevention_cpd.server.desk.record_pages import PAGE

WORDS = "four words that fit "


@pytest.fixture
def issuer(classroom, monkeypatch, tmp_path):  # noqa: F811, ARG001  # the class first
    """The issuer of a class of whom one has passed; nobody has put a passphrase into the environment."""
    monkeypatch.delenv(PASSPHRASE)
    return Issuer(tmp_path / "issuer")


@pytest.fixture
def trainer(classroom, issuer):  # noqa: F811, ARG001  # the issuer first
    """A client that the trainer is signed in with."""
    with Running(Tree(classroom.root)) as running:
        yield running.trainer()


def make(trainer):
    """Make the key."""
    return trainer.form("desk/issuer", first=WORDS, again=WORDS)


def test_from_no_key_to_a_certificate(trainer, issuer, classroom):  # noqa: F811
    """The key is made with its passphrase, which is asked for when certificates are issued, and told when it is wrong."""
    assert "Make the key" in trainer.get(PAGE).text
    assert 'name="passphrase"' not in trainer.get(PAGE).text
    before = trainer.get("desk/issuer").text
    assert make(trainer).status == 302
    assert f"It is made for {issuer.known().name}, and every certificate" in before
    page = trainer.get("desk/issuer").text
    assert "It is locked." in page
    assert (issuer.known().key.id in page, str(issuer.folder) in page) == (True, True)
    assert 'name="passphrase"' in trainer.get(PAGE).text

    wrong = trainer.form(PAGE, kind="certificates", passphrase="another")
    assert (wrong.status, "The passphrase does not open the private key" in wrong.text) == (400, True)
    assert JOBS.last(classroom.quizzes, PAGE) is None

    assert trainer.form(PAGE, kind="certificates", passphrase=WORDS).status == 302
    job = wait(JOBS.last(classroom.quizzes, PAGE))
    assert (job.state, job.problems, job.secret) == ("done", [], {})
    assert job.notes[0] == "1 issued"
    assert job.notes[1].startswith("2 without a certificate")
    assert "1 of 3 people have one" in trainer.get(PAGE).text
    for path in (PAGE, "desk/person/zoe"):
        assert '<a href="/desk/reports/certificates/zoe.pdf">Certificate</a>' in trainer.get(path).text
    assert trainer.get("desk/certificates.zip").text.startswith("PK")
    checking = trainer.get("desk/issuer/verify.html")
    assert issuer.known().key.id in checking.text
    assert WORDS not in repr(job)


@pytest.mark.parametrize(("first", "again"), [("short", "short"), (WORDS, WORDS.strip()), ("", "")])
def test_a_passphrase_that_is_short_or_mistyped_makes_nothing(trainer, issuer, first, again):
    """The page says which it was."""
    answer = trainer.form("desk/issuer", first=first, again=again)

    assert (answer.status, "Nothing was made" in answer.text) == (400, True)
    assert issuer.state == "missing"


def test_a_second_key_is_never_made_over_the_first(trainer, issuer):
    """As when two trainers press the button."""
    make(trainer)
    before = issuer.known()

    assert make(trainer).status >= 400
    assert issuer.known() == before


def test_a_copy_opens_with_the_passphrase(trainer, issuer, tmp_path):
    """What is saved is the locked key with the list, and works in the place of a lost one."""
    make(trainer)
    answer = trainer.get("desk/issuer/copy")
    assert answer.status == 200
    issuer.key_file(issuer.known().key.id).unlink()
    assert "The private key cannot be read. Put it back from your backup" in trainer.get("desk/issuer").text
    assert trainer.get("desk/issuer/copy").status == 403

    with zipfile.ZipFile(io.BytesIO(answer.raw)) as packed:
        packed.extractall(tmp_path / "copy")
    for path in (tmp_path / "copy").iterdir():
        path.chmod(0o600)
    assert Issuer(tmp_path / "copy").unlock(WORDS)[0] == issuer.known().key.id


def test_a_key_that_is_open_is_never_sent(trainer, issuer):
    """A key without a passphrase, and one whose file others can read, stay where they are."""
    issuer.new("A school", "")
    assert "It has no passphrase" in trainer.get("desk/issuer").text
    assert trainer.get("desk/issuer/copy").status == 403
    issuer.key_file(issuer.known().key.id).chmod(0o644)
    assert "Other people on this machine can read the private key" in trainer.get("desk/issuer").text


def test_nobody_but_trainers_comes_near_the_key(classroom, issuer):  # noqa: F811
    """A learner gets none of its pages, and makes no key."""
    with Running(Tree(classroom.root)) as running:
        learner = running.learner("zoe")
        for path in ("desk/issuer", "desk/issuer/copy", "desk/issuer/verify.html"):
            assert learner.get(path).status == 403
        assert learner.form("desk/issuer", first=WORDS, again=WORDS).status == 403
    assert issuer.state == "missing"


@pytest.mark.slow
def test_long_work_tells_how_far_it_is_and_goes_on_after_a_stop(trainer, classroom):  # noqa: F811
    """Records of a large class: counted as they are written; stopped, what is written stays and is not written again."""
    people = 150
    with classroom.gradebook() as gradebook:
        for at in range(people):
            gradebook.update_or_create_student(f"p{at:03}", first_name="Pat", last_name=f"Number {at}")
    people += 3

    def begin():
        assert trainer.form(PAGE, kind="records").status == 302
        return JOBS.last(classroom.quizzes, PAGE)

    job = begin()
    until = time.monotonic() + 240
    while not job.done:
        assert time.monotonic() < until, job
        time.sleep(0.02)
    assert job.total == people
    assert f'max="{people}"' in trainer.get(PAGE).text
    assert trainer.form(f"desk/work/{job.id}").status == 302
    written = stopped_at(job, classroom.quizzes / "reports" / "records")
    assert 0 < len(written) < people
    assert "What was done is kept" in trainer.get(PAGE).text

    job = wait(begin())
    assert (job.state, job.problems) == ("done", [])
    kept = [path for path, before in written.items() if path.stat().st_mtime_ns == before]
    assert len(kept) == len(written)
    assert f"{len(kept)} as before" in job.notes
    assert f"{people} of {people} people have one" in trainer.get(PAGE).text


def stopped_at(job, folder):
    """Wait until the command of a job is gone; return each whole record with when it was written."""
    until = time.monotonic() + 240
    while job._process.poll() is None:
        assert time.monotonic() < until, job
        time.sleep(0.02)
    assert job.state == "stopped"
    return {path: path.stat().st_mtime_ns for path in folder.glob("*/record.json")}
