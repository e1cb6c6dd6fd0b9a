"""A micro course that is sound; each test spoils one thing."""

import json

import pytest
from questions_data import bank, blueprint, match, question

from prevention_cpd import check
from prevention_cpd.check import activities, balance, forms, needs, wording

FACT = {
    "id": "reports",
    "statement": "A count.",
    "value": 5,
    "unit": "reports",
    "year": 2018,
    "population": "P",
    "source": "nca2019",
    "status": "source",
    "caveat": "C.",
    "checked": "2026-01-01",
    "review_by": "2027-01-01",
}
COURSE = {
    "id": "course",
    "title": "A course",
    "short_title": "Course",
    "version": "1",
    "revised": "2026-01-01",
    "language": "en-GB",
    "direction": "ltr",
    "pass": {"share": 0.7},
    "provider": {"name": "N", "contact": "C"},
    "study_time": {},
    "modules": [
        {"id": "m", "title": "M", "prefix": "T", "minutes": 5, "outcomes": [{"id": "T1", "text": "Say it."}]}
    ],
    "help_lines": [],
}
TERM = {
    "id": "predator",
    "term": "predator",
    "status": "avoid",
    "why": "W.",
    "alternatives": ["a person who…"],
}
QUIZ = blueprint(
    forms=["A"], draw=[{"outcome": "T1", "difficulty": [1], "count": 1}], **{"pass": {"share": 0.7}}
)
PAGE = "# Page\n\nThere were {fact}`reports` [there](page.md).\n"


@pytest.fixture
def course(tmp_path):
    """Return a function that writes the micro course, with files replaced; YAML is given as data."""

    def write(**changes):
        files = {
            "_config.yml": {"title": "A"},
            "_toc.yml": {"format": "jb-book", "root": "modules/m/page"},
            "assets/course.yml": COURSE,
            "assets/evidence.yml": [FACT],
            "assets/references.bib": "@misc{nca2019, author={{NCA}}, title={T}, year={2019}}",
            "assets/terminology.yml": [TERM],
            "assets/left-out.yml": [],
            "modules/m/page.md": PAGE,
            "modules/m/activities/one.yml": {"id": "m/one", "title": "One"},
            "quizzes/banks/m.yml": bank(question(), match()),
            "quizzes/quizzes.yml": {"quizzes": [QUIZ]},
        }
        by_name = {name.rpartition("/")[2].partition(".")[0].replace("-", "_"): name for name in files}
        files |= {by_name[name]: content for name, content in changes.items()}
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # JSON is YAML, and unlike a YAML dump it has no aliases.
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")
        return tmp_path

    return write


#: What a micro course cannot meet: whole activities, parallel forms, a reserve. Each has tests of its own.
NOT_FOR_SMALL = {
    activities.readable,
    balance.parts,
    balance.reserve,
    forms.alike,
    needs.enough,
    wording.given_away,
}


@pytest.fixture(autouse=True)
def _small_course(monkeypatch):
    """Leave out the rules that only a whole course can meet."""
    monkeypatch.setattr(check, "RULES", tuple(rule for rule in check.RULES if rule not in NOT_FOR_SMALL))
