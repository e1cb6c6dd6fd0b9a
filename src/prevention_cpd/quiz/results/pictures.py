"""Pictures of a class's results, as SVG in the page; each says in words what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_BINS = 10
#: The room of a picture, in its own units: for what is drawn, and for the words at its left and below.
_WIDE, _HIGH, _LEFT, _BELOW = 600, 220, 48, 40


def distribution(shares: Sequence[float], passed_from: float | None, *, words: dict[str, str]) -> Markup:
    """Draw how many learners have which share of the points, in tenths.

    Args:
        shares: one a learner, from 0 to 1.
        passed_from: the least share that passes, which gets a line.
        words: `label`, with places for what is shown, `learners`, `share` and `pass`.
    """
    counts = [0] * _BINS
    for share in shares:
        counts[max(0, min(_BINS - 1, int(share * _BINS + 1e-9)))] += 1
    most, wide = max([*counts, 1]), _WIDE / _BINS
    parts = []
    for at, count in enumerate(counts):
        high, left = _HIGH * count / most, _LEFT + at * wide
        box = f'x="{left + 2:.1f}" y="{_HIGH - high + 16:.1f}" width="{wide - 4:.1f}" height="{high:.1f}"'
        parts.append(f"<rect {box}/>")
        if count:
            parts.append(_text(left + wide / 2, _HIGH - high + 12, str(count)))
    parts += [_text(_LEFT + at * wide, _HIGH + 32, str(at * 100 // _BINS)) for at in range(_BINS + 1)]
    if passed_from is not None:
        x = _LEFT + passed_from * _WIDE
        parts.append(f'<line class="pass" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{_HIGH + 16}"/>')
        parts.append(_text(x + 4, 12, words["pass"], anchor="start"))
    parts += _axes(words["share"], words["learners"])
    told = ", ".join(f"{at * 10} to {at * 10 + 10}%: {count}" for at, count in enumerate(counts) if count)
    return _picture(parts, words["label"].format(counts=told))


def separation(questions: Sequence[tuple[int, float, float]], *, words: dict[str, str]) -> Markup:
    """Draw each question's number where its facility and its discrimination lie.

    Args:
        questions: number, facility from 0 to 1, discrimination from -1 to 1.
        words: `label`, `facility` and `discrimination`.
    """
    low = min([0.0, *(found for _, _, found in questions)])
    parts = []
    for number, facility, found in questions:
        x = _LEFT + facility * _WIDE
        y = 16 + _HIGH * (1 - (found - low) / (1 - low))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11"/>')
        parts.append(_text(x, y + 4, str(number), kind="on"))
    zero = 16 + _HIGH * (1 - (0 - low) / (1 - low))
    parts.append(f'<line class="zero" x1="{_LEFT}" x2="{_LEFT + _WIDE}" y1="{zero:.1f}" y2="{zero:.1f}"/>')
    parts += [_text(_LEFT + at * _WIDE / 5, _HIGH + 32, str(at * 20)) for at in range(6)]
    parts += _axes(words["facility"], words["discrimination"])
    return _picture(parts, words["label"])


def _axes(below: str, beside: str) -> list[str]:
    middle = 16 + _HIGH / 2
    turned = f'text-anchor="middle" transform="rotate(-90 14 {middle})"'
    return [
        f'<line class="axis" x1="{_LEFT}" x2="{_LEFT + _WIDE}" y1="{_HIGH + 16}" y2="{_HIGH + 16}"/>',
        _text(_LEFT + _WIDE / 2, _HIGH + _BELOW + 12, below),
        f'<text x="14" y="{middle}" {turned}>{escape(beside)}</text>',
    ]


def _text(x: float, y: float, text: str, *, anchor: str = "middle", kind: str = "") -> str:
    own = f' class="{kind}"' if kind else ""
    return f'<text{own} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _picture(parts: Sequence[str], label: str) -> Markup:
    size = f"0 0 {_LEFT + _WIDE + 16} {_HIGH + _BELOW + 20}"
    head = f'<svg class="picture" viewBox="{size}" role="img" aria-label="{escape(label)}">'
    return Markup("".join([head, *parts, "</svg>"]))  # noqa: S704  # made of escaped parts
