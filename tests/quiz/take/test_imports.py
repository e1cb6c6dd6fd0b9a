"""What a learner's kernel loads to show and hand in a quiz."""

import json
import subprocess
import sys

#: What only authors and trainers need: schemas, Markdown, nbgrader and what it brings along.
HEAVY = ["jsonschema", "markdown_it", "nbgrader", "nbformat", "nbconvert", "sqlalchemy"]


def test_a_quiz_is_shown_without_what_only_trainers_need(tmp_path):
    """With those modules blocked a quiz is shown and an answer is saved."""
    (tmp_path / "questions.json").write_text(
        json.dumps({"quiz": "q", "form": "A", "questions": [{"id": "one"}]})
    )
    program = f"""
import sys
sys.modules.update(dict.fromkeys({HEAVY!r}))
from prevention_cpd.quiz import show
quiz = show({str(tmp_path)!r})
quiz._hear(quiz, {{"question": "one", "value": "a", "number": 1, "view": "v"}}, None)
assert quiz.saved_at["one"], quiz.unsaved
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "answers.json").read_text())["answers"]["one"]["value"] == "a"
