"""Item analysis: what the marks of a class say about the questions.

Pure Python: `Marks` in, `Analysis` out; whoever has points by learner calls `Marks.of` and `analyse`.
A blank counts as no points, as everywhere in the course, and is counted as a blank.
"""

from prevention_cpd.quiz.results.item_analysis.analysis import Analysis, analyse
from prevention_cpd.quiz.results.item_analysis.marks import Choices, Marks, Question

__all__ = ["Analysis", "Choices", "Marks", "Question", "analyse"]
