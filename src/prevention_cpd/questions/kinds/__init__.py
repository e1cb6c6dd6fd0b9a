"""The kinds of question: one file each, and one line here.

A kind says what a question of it must hold (`problems`), what is frozen as its
key (`key`), what a learner may see (`public`), what is told after marking
(`review`), and how an answer is read and scored (`scorer`).
"""

from prevention_cpd.questions.kinds import match, multiple, numeric, order, single, text
from prevention_cpd.questions.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    "single": single.KIND,
    "multiple": multiple.KIND,
    "match": match.KIND,
    "order": order.KIND,
    "numeric": numeric.KIND,
    "text": text.KIND,
}

__all__ = ["KINDS", "Kind"]
