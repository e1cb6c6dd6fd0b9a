"""The compiled course as packages of both editions, unpacked once, each on a platform of its own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from exports.scorm.lms import Platform

from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import scorm

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture(scope="session")
def course_settings():
    """The settings of the course, as they are."""
    return settings.load(Tree(ROOT).settings)


@pytest.fixture(scope="session")
def unpacked(book, course_settings, tmp_path_factory):
    """Return a function that gives the folder of a package."""
    made = {}

    def unpack(edition, module=None):
        if (edition, module) not in made:
            folder = tmp_path_factory.mktemp("package")
            data = scorm.package(course_settings, book, edition, module)
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.extractall(folder)
            made[edition, module] = folder
        return made[edition, module]

    return unpack


@pytest.fixture(scope="session")
def runtime(npm_modules):
    """Return the folder of the run-time that packages are tried in."""
    return npm_modules / "scorm-again" / "dist"


@pytest.fixture
def platform(unpacked, runtime):
    """Return a function that starts a platform with a package of one edition."""
    started = []

    def start(edition, module=None):
        started.append(Platform(unpacked(edition, module), runtime))
        return started[-1]

    yield start
    for each in started:
        each.close()
        assert each.refused == [], "the run-time refused something"
