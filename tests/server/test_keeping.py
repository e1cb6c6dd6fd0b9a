"""Answers that come at the same time: each has its own fate."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from quiz.small_course import QUIZ
from sqlalchemy.exc import IntegrityError

from prevention_cpd.quiz.record import kept, tables
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

    refused, at = asyncio.run(both())
    with engine.connect() as connection:
        work = kept.read(connection, "ben", QUIZ)

    assert isinstance(refused, IntegrityError)
    assert work.values == {"one": "good"}
    assert work.saved_at == {"one": at}
    engine.dispose()
