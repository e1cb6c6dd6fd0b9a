"""Search what learners get for the keys of graded questions, through every usual encoding.

What is secret: the rationale, the feedback on each option, the marker's
guidance, and the key: where it stands near the question's id, and where a page
calls it the right answer in so many words.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.markup import to_text
from prevention_cpd.questions import key_of, load_bank, public
from prevention_cpd.quiz.build import printed_question
from prevention_cpd.quiz.build.decoding import texts
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake import hand_in_file
from prevention_cpd.quiz.take import traces
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.questions import Question

#: Fewer letters than this are no sentence that gives anything away.
_SHORTEST = 24
#: However a text is cut into blocks of so many letters, a sentence in it holds one of them whole.
_BLOCK = _SHORTEST // 2
#: How far from a question's id its key is looked for, in characters.
_NEAR = 4000
#: What may be the id of a question.
_NAME = re.compile(r"[\w-]{3,}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ROLE = re.compile(r"\{[\w:]+\}`[^`]*`")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
#: How feedback announces the key.
_RIGHT_ANSWER = _NOT_LETTERS.sub("", words("review")["right_answer"]).lower()


# Compared as the object that it is: a search has one.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Secrets:
    """What must not be found."""

    #: Sentences, reduced to their letters, and whose they are.
    sentences: dict[str, str]
    #: For each question the patterns of its key, as JSON or Python write it.
    keys: dict[str, tuple[re.Pattern[str], ...]]
    #: The right answers as feedback words them, reduced to their letters, and whose they are.
    answers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Leak:
    """One secret, where it was found."""

    file: Path
    #: How the file has to be read for it: "as it is", "base64", "gzip, base64", ...
    reading: str
    #: The question, and what of it.
    what: str


def secrets(questions: Collection[Question], *, told: str = "correctness", taught: str = "") -> Secrets:
    """Return what learners must not get.

    Args:
        questions: whole banks; what practice questions say too is no secret.
        told: the feedback policy of the page that is searched. Only `rationale` lets out anything.
        taught: the text of the course itself; a sentence that stands there too is no secret.
    """
    graded = [question for question in questions if question.use == "graded"]
    practice = [question for question in questions if question.use != "graded"]
    public = {
        sentence
        for question in practice
        for text in _private(question).values()
        for sentence in _sentences(text)
    }
    # What a question itself asks is no secret, nor is part of it: feedback takes up its words.
    shown = (to_text(_shown(question)) for question in (*graded, *practice))
    openly = " ".join(map(_letters, (taught, *shown)))
    sentences = {}
    for question in graded:
        for part, text in _private(question).items():
            if told == "rationale" and part not in {"guidance", "anchors"}:
                continue
            secret = [each for each in _sentences(text) if each not in public and each not in openly]
            sentences.update(dict.fromkeys(secret, f"{question.id}: {part}"))
    if told == "rationale":
        return Secrets(sentences=sentences, keys={}, answers={})
    openly_right = {phrase for question in practice for phrase in _in_words(question)}
    answers = {phrase: question.id for question in graded for phrase in _in_words(question)}
    return Secrets(
        sentences=sentences,
        keys={question.id: _key_patterns(key_of(question)) for question in graded},
        answers={phrase: name for phrase, name in answers.items() if phrase not in openly_right},
    )


def of_course(tree: Tree, *, told: str = "correctness") -> Secrets:
    """Return what learners of this course must not get."""
    questions = [question for bank in tree.banks for question in load_bank(bank).questions]
    pages = [*sorted(tree.modules.rglob("*.*")), *sorted((tree.root / "reference").rglob("*.md"))]
    pages += sorted(tree.settings.parent.glob("*.yml"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages if page.suffix in {".md", ".yml"})
    return secrets(questions, told=told, taught=text)


def search(place: Path, hidden: Secrets) -> list[Leak]:
    """Return every secret in a file, or in all files of a folder; also answers of a trial."""
    files = [place] if place.is_file() else [path for path in sorted(place.rglob("*")) if path.is_file()]
    found = {leak for path in files for leak in search_bytes(path, path.read_bytes(), hidden)}
    given = words("leaks")["answers"]
    return sorted(found | {Leak(file=path, reading="", what=given) for path in files if _is_answers(path)})


def _is_answers(path: Path) -> bool:
    """Tell whether a file holds answers: of a trial beside a quiz, or handed in by file."""
    trial = traces.is_one(path.name) and (path.parent / questions_file.FILE).is_file()
    return trial or (path.suffix == ".json" and hand_in_file.TYPE.encode() in path.read_bytes())


def search_bytes(path: Path, raw: bytes, hidden: Secrets) -> Iterator[Leak]:
    """Yield every secret in the bytes of one file, or of a page that was fetched."""
    told: set[str] = set()
    scanned: set[int] = set()
    for reading, text in texts(raw):
        found = set(_keys_in(text, hidden))
        for letters in (_letters(text), _letters(_TAG.sub("", text))):
            # Most ways of reading a page differ in its signs only, and give the same letters again.
            if hash(letters) not in scanned:
                scanned.add(hash(letters))
                found |= {*_sentences_in(letters, hidden), *_answers_in(letters, hidden)}
        yield from (Leak(file=path, reading=reading, what=what) for what in sorted(found - told))
        told |= found


def _sentences_in(letters: str, hidden: Secrets) -> Iterator[str]:
    """Yield whose sentences stand in a text that was reduced to its letters."""
    blocks = _blocks(hidden)
    for at in range(0, len(letters), _BLOCK):
        for sentence, before in blocks.get(letters[at : at + _BLOCK], ()):
            if at >= before and letters.startswith(sentence, at - before):
                yield hidden.sentences[sentence]


@functools.lru_cache(maxsize=8)
def _blocks(hidden: Secrets) -> dict[str, list[tuple[str, int]]]:
    """Return the sentences that hold a block first, each with how many letters come before it."""
    blocks: dict[str, list[tuple[str, int]]] = {}
    for sentence in hidden.sentences:
        for before in range(_BLOCK):
            blocks.setdefault(sentence[before : before + _BLOCK], []).append((sentence, before))
    return blocks


def _answers_in(letters: str, hidden: Secrets) -> Iterator[str]:
    """Yield the questions whose right answer is told in words."""
    if _RIGHT_ANSWER in letters:
        yield from (f"{name}: answer" for phrase, name in hidden.answers.items() if phrase in letters)


def _keys_in(text: str, hidden: Secrets) -> Iterator[str]:
    """Yield the questions whose key stands near their id."""
    places = () if hidden.keys.keys().isdisjoint(_NAME.findall(text)) else _NAME.finditer(text)
    found = [(each.start(), each.end(), each.group()) for each in places if each.group() in hidden.keys]
    for (start, end, name), following in itertools.zip_longest(found, found[1:]):
        # The key may stand before or after the id, but not beyond the next question.
        last = following[0] if following and following[2] != name else end + _NEAR
        around = text[max(0, start - _NEAR // 4) : min(last, end + _NEAR)]
        if any(pattern.search(around) for pattern in hidden.keys[name]):
            yield f"{name}: key"


def _key_patterns(key: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    """Return how a key looks as JSON or as Python, whatever the quotes and spaces."""
    quote = r"\\?[\"']"

    def literal(value: Any) -> str:
        return f"{quote}{re.escape(str(value))}{quote}" if isinstance(value, str) else re.escape(str(value))

    def listed(values: Iterable[Any]) -> str:
        return r"\s*,\s*".join(map(literal, values))

    if "pairs" in key:
        pairs = [f"{literal(left)}\\s*:\\s*{literal(right)}" for left, right in key["pairs"].items()]
        return tuple(re.compile(pair) for pair in pairs)
    patterns = []
    for name in {"right", "items", "value"} & key.keys():
        value = key[name]
        body = rf"[\[(]\s*{listed(value)}" if isinstance(value, list) else literal(value)
        patterns.append(re.compile(rf"{quote}?{name}{quote}?\s*[:=]\s*{body}"))
    return tuple(patterns)


def _in_words(question: Question) -> Iterator[str]:
    """Yield the letters of "right answer" with what feedback writes after it, with and without A, B, C."""
    key = key_of(question)
    ids = [name for pair in sorted(key["pairs"].items()) for name in pair] if "pairs" in key else []
    ids = ids or key.get("items") or key.get("right") or []
    for lettered in (True, False):
        labels = printed_question.labels(public(question), lettered=lettered)
        named = [labels[name] for name in ([ids] if isinstance(ids, str) else ids)]
        if named:
            yield _RIGHT_ANSWER + _letters(_TAG.sub("", " ".join(named)))


def _private(question: Question) -> dict[str, str]:
    """Return the texts that only a marked learner, or a marker, may read."""
    found = {"rationale": question.rationale}
    found |= {f"feedback on {option.id}": option.feedback for option in question.options}
    of_markers = {
        "guidance": "\n\n".join(line.guidance for line in question.rubric),
        "anchors": "\n\n".join(f"{anchor.text}\n\n{anchor.why}" for anchor in question.anchors),
    }
    return found | {part: text for part, text in of_markers.items() if text}


def _shown(question: Question) -> str:
    """Return all that a learner reads of a question before it is marked."""
    pairs = [choice.text for pair in question.pairs for choice in (pair.left, pair.right)]
    told = [question.scenario.text] if question.scenario else []
    texts = [*told, question.stem, *(option.text for option in question.options), *pairs]
    return "\n".join([*texts, *(line.criterion for line in question.rubric)])


def _sentences(markdown: str) -> Iterator[str]:
    """Yield the sentences of a text as their letters; a figure or a source in between ends a sentence."""
    for piece in _ROLE.split(markdown):
        for sentence in _SENTENCE_END.split(piece):
            letters = _letters(to_text(sentence))
            if len(letters) >= _SHORTEST:
                yield letters


def _letters(text: str) -> str:
    # The signs of ASCII as bytes, which is many times faster; then what is left of others.
    plain = text.encode("utf-8", "replace").translate(None, _SIGNS).decode()
    return _NOT_LETTERS.sub("", plain).lower()
