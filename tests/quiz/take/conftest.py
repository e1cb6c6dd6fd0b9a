"""Quiet pages, and copies of the quiz with one question of each kind for pages whose kernel a test plays."""

import shutil

import pytest
from quiz.looking import quiet_pages
from quiz.small_course import make_course


@pytest.fixture
def quiet(browser):
    """Open a page that lets no foreign request out."""
    with quiet_pages(browser) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def generated_kinds(tmp_path_factory):
    """The quiz as it is generated."""
    return make_course(tmp_path_factory.mktemp("views") / "course").quizzes / "source" / "kinds"


@pytest.fixture
def kinds_folder(generated_kinds, tmp_path):
    """A learner's copy of it."""
    return shutil.copytree(generated_kinds, tmp_path / "kinds")
