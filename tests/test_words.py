"""The words that the package says: every `strings.yml` and `words.yml`."""

import re
from pathlib import Path

import yaml

import prevention_cpd

SOURCE = Path(prevention_cpd.__file__).parent
#: A text of so many words is a sentence; shorter ones are labels, which say other things in other places.
SENTENCE = 6


def words():
    """Yield each text: file, path of names, and what is said; what an alias repeats comes once."""
    for file in sorted([*SOURCE.rglob("strings.yml"), *SOURCE.rglob("words.yml")]):
        seen = set()
        waiting = [((), yaml.compose(file.read_text(encoding="utf-8"), yaml.CSafeLoader))]
        while waiting:
            path, node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                waiting += [((*path, name.value), value) for name, value in node.value]
            elif isinstance(node, yaml.SequenceNode):
                waiting += [(path, value) for value in node.value]
            else:
                yield str(file.relative_to(SOURCE)), path, node.value


def test_no_sentence_is_typed_twice():
    """A sentence stands once, and another place that says it has an alias or the words of a package below."""
    found = {}
    for file, path, text in words():
        if len(text.split()) >= SENTENCE:
            found.setdefault(text.strip(), []).append(f"{file}: {'.'.join(path)}")

    assert {text: places for text, places in found.items() if len(places) > 1} == {}


def test_no_template_reads_a_method_for_a_text():
    """A dot in a template finds what every dictionary has, such as `keys`, before a text of that name."""
    methods = "|".join(name for name in dir(dict) if name[0] != "_")
    taken = re.compile(rf"\b(?:text|words)\.(?:{methods})\b(?!\()")
    found = {
        str(each.relative_to(SOURCE)): taken.findall(each.read_text(encoding="utf-8"))
        for each in SOURCE.rglob("*.j2")
    }

    assert {name: methods for name, methods in found.items() if methods} == {}


def test_every_text_is_said():
    """A program or template names each text, whole or put together from a beginning or an end of its name."""
    files = [each for end in ("py", "js", "j2", "html", "typ") for each in SOURCE.rglob(f"*.{end}")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named = set(re.findall(r"(?<=[.'\"`])[A-Za-z][\w-]*", code))
    ends = set(re.findall(r"[a-z_]+_(?=['\"`{$])", code)) | set(re.findall(r"(?<=['\"`}])_[a-z_]+", code))

    # A name that is no identifier, such as a file's or a number, comes from data.
    def said(name):
        parts = [at.start() for at in re.finditer("_", name)]
        return name in named or any(name[: at + 1] in ends or name[at:] in ends for at in parts)

    dumb = {
        f"{file}: {'.'.join(path)}"
        for file, path, _ in words()
        if path[-1].isidentifier() and not said(path[-1])
    }

    assert dumb == set()
