"""A quiz with one question of each kind."""

from quiz.take.conftest import generated_kinds, kinds_folder

__all__ = ["generated_kinds", "kinds_folder"]
