"""Answers that come at the same time: each has its own fate."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import postgres
import pytest
from quiz.small_course import QUIZ
from server.conftest import PEOPLE
from sqlalchemy.exc import IntegrityError

from prevention_cpd.quiz.record import class_list, kept, tables
from prevention_cpd.quiz.record.kept import Change
from prevention_cpd.server.learner.keeping import Keeping


def test_one_that_the_database_refuses_does_not_take_others_with_it(tree):
    """Of two answers in one transaction the good one is kept, and only the other one's sender is told an error."""
    bad = Change(person="ada", quiz=QUIZ, question="one", value="1", view=None, turn=1)
    good = Change(person="ben", quiz=QUIZ, question="one", value='"good"', view="a", turn=1)
    engine = tables.engine(f"sqlite:///{tree.quizzes / 'gradebook.db'}")

    async def both():
        with ThreadPoolExecutor(2) as pool:
            keeping = Keeping(engine, pool)
            return await asyncio.gather(keeping.keep(bad), keeping.keep(good), return_exceptions=True)

    # In a thread of its own: a browser of another test may have its loop in this one.
    with ThreadPoolExecutor(1) as pool:
        refused, at = pool.submit(asyncio.run, both()).result()
    with engine.connect() as connection:
        work = kept.read(connection, "ben", QUIZ)

    assert isinstance(refused, IntegrityError)
    assert work.values == {"one": "good"}
    assert work.saved_at == {"one": at}
    engine.dispose()


def test_whoever_writes_waits_in_a_queue(server):
    """Those who want to write while another does get their turns in the order in which they came."""
    done = []

    def write(number):
        with server.app.engine.begin():
            done.append(number)

    with ThreadPoolExecutor(6) as pool, server.app.engine.begin():
        for number in range(6):
            pool.submit(write, number)
            time.sleep(0.05)
        assert done == []

    assert done == list(range(6))


@pytest.mark.slow
@pytest.mark.xdist_group("postgresql")
def test_two_copies_take_turns_for_a_learner(tree):
    """An older answer that one copy was slow with does not replace the newer one that another has told as saved."""
    with postgres.running() as server:
        url = server.database()
        class_list.bring_in(url, tree.quizzes, PEOPLE)
        engine = tables.engine(url)

        def late():
            with engine.begin() as connection:
                return kept.keep(connection, [change(turn=2)])

        with ThreadPoolExecutor(1) as pool, engine.begin() as first:
            newer = kept.keep(first, [change(turn=3)])
            older = pool.submit(late)
            time.sleep(0.5)
            assert not older.done()
            first.commit()
            assert older.result(30) == newer
        with engine.connect() as connection:
            assert kept.read(connection, "ada", QUIZ).values == {"one": 3}
        engine.dispose()


def change(turn):
    """Return an answer of Ada's that says in which turn it was given."""
    return Change(person="ada", quiz=QUIZ, question="one", value=str(turn), view="a", turn=turn)
