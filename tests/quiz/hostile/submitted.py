"""A submission in a temporary folder, without a course around it."""

from quiz.small_course import QUIZ, RIGHT, answers_text


def make(root, student="ada"):
    """Make a submission as it should be."""
    folder = root / "submitted" / student / QUIZ
    folder.mkdir(parents=True)
    (folder / f"{QUIZ}.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (folder / "answers.json").write_text(answers_text(RIGHT))
    (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
    (folder / "submission_secret.txt").write_text("secret")
    return folder


def kept_of(folder):
    """Return where parts of a submission are kept."""
    return folder.parents[2] / "set-aside" / "submitted" / folder.parent.name / folder.name
