"""Random answers to a question of any kind, in the form of answers.json."""

from __future__ import annotations


def draw(question, dice):
    """Return an answer that a control of ours could send, now and then none."""
    return None if dice.random() < 0.05 else _KINDS[question.kind](question, dice)


def _single(question, dice):
    return dice.choice(question.options).id


def _multiple(question, dice):
    options = [option.id for option in question.options]
    return dice.sample(options, dice.randint(0, len(options)))


def _match(question, dice):
    right = {pair.left.id: pair.right.id for pair in question.pairs}
    offered = [*right.values(), *(choice.id for choice in question.spare)]
    some = dice.sample(sorted(right), dice.randint(0, len(right)))
    return {left: right[left] if dice.random() < 0.5 else dice.choice(offered) for left in some}


def _order(question, dice):
    items = [item.id for item in question.items]
    return dice.choice([items, dice.sample(items, len(items)), [items[1], items[0], *items[2:]]])


def _numeric(question, dice):
    value, off = question.answer.value, question.answer.tolerance
    # The ends as people type them, and a little beside them.
    beside = [0, off, -off, off / 2, off + 0.001, -off - 0.001, dice.uniform(-2, 2) * (off + 1)]
    return round(value + dice.choice(beside), 9)


def _text(_question, _dice):
    return "A text."


_KINDS = {
    "single": _single,
    "multiple": _multiple,
    "match": _match,
    "order": _order,
    "numeric": _numeric,
    "text": _text,
}
