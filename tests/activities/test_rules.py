"""What is wrong with the meaning of a data file, told with file, line and remedy."""

import shutil

import pytest
import yaml

from prevention_cpd.activities import static
from prevention_cpd.core.problems import CourseError
from prevention_cpd.core.tree import Tree

MISTAKES = [
    ("sort", lambda data: data["cards"][0].update(best=["cake"]), "'cake' is not there"),
    ("sort", lambda data: data["cards"][0]["feedback"].pop("jam"), "'jam' has no text in feedback"),
    ("sort", lambda data: data["cards"][1].pop("reasons"), "plum: a disputed card has reasons"),
    (
        "sort",
        lambda data: data["cards"][1]["reasons"][1].update(id="sweet"),
        "'sweet' stands twice in reasons",
    ),
    ("timeline", lambda data: data["items"][0].update(best=["winter"]), "'winter' is not there"),
    ("audit", lambda data: data["advice"].pop("works"), "'works' has no text in advice"),
    (
        "audit",
        lambda data: data["domains"][1]["capabilities"][0].update(id="pruning"),
        "'pruning' stands in several",
    ),
    ("audit", lambda data: data["levels"][0].update(value="?"), "is not a whole number or empty"),
    ("base-rate", lambda data: data["presets"][0].update(base_rate=2), "2 is greater than the maximum"),
    ("base-rate", lambda data: data["labels"].pop("missed"), "missing 'missed'"),
    (
        "base-rate",
        lambda data: data["questions"][0]["options"][1].update(correct=True),
        "2 options are right",
    ),
    ("norms", lambda data: data["groups"][1]["rates"][0].update(share=0.6), "own: the shares add up to 1.1"),
    ("norms", lambda data: data["groups"][1]["rates"][0].update(score=7), "own: the scores are not those"),
    ("threshold", lambda data: data["capacity"].update(max=7), "do not go up in this order"),
    ("map", lambda data: data["steps"][1]["barriers"][0].update(id="dark"), "'dark' stands in several steps"),
    ("map", lambda data: data["steps"][0]["barriers"][0].update(kind="odd"), "'odd' is not there"),
    ("conversation", lambda data: data.update(start="nowhere"), "'nowhere' is not there"),
    (
        "conversation",
        lambda data: data["nodes"][0]["choices"][0].update(next="nowhere"),
        "'nowhere' is not there",
    ),
    ("conversation", lambda data: data["nodes"][0]["choices"][0].update(next="hello"), "without end"),
    (
        "conversation",
        lambda data: data["nodes"][0].update(end=True),
        "a node either has choices or is an end",
    ),
    (
        "conversation",
        lambda data: data["nodes"][1]["choices"][1].update(next="happy"),
        "gone: no choice leads here",
    ),
    (
        "conversation",
        lambda data: data["nodes"][0]["choices"][0].pop("remember"),
        "'lied' is not there",
    ),
    (
        "conversation",
        lambda data: data["nodes"][0]["choices"][1].update(remember="tasted"),
        "'tasted' is remembered, and no node recalls it",
    ),
    (
        "conversation",
        lambda data: data["debrief"][0].update(section="modules/demo/nothing"),
        "there is no page 'modules/demo/nothing'",
    ),
    ("conversation", lambda data: data["ending"].update(aunt="x"), "the ending of 'aunt' has no heading"),
    ("conversation", lambda data: data["nodes"][0].update(speaker="aunt"), "'aunt' is not there"),
    ("conversation", lambda data: data["nodes"][0].update(speaker="seller"), "0 roles are spoken by no node"),
    ("conversation", lambda data: data["roles"].update(aunt="An aunt"), "2 roles are spoken by no node"),
    ("conversation", lambda data: data["roles"].update(note="A note"), "cannot be a role"),
    (
        "conversation",
        lambda data: data.update(
            start="n0",
            nodes=[
                *(
                    {
                        "id": f"n{at}",
                        "speaker": "note",
                        "text": "x",
                        "choices": [
                            {"id": each, "text": "x", "next": f"n{at + 1}", "tone": "good", "feedback": "x"}
                            for each in "ab"
                        ],
                    }
                    for at in range(13)
                ),
                {"id": "n13", "speaker": "note", "text": "x", "end": True},
            ],
        ),
        "the longest way has 13 decisions",
    ),
    ("worked", lambda data: data["cases"].pop(), "full, half, and not full, half, none"),
    ("worked", lambda data: data["cases"][0].update(given="most"), '"most" is not one of'),
    ("worked", lambda data: data["cases"][1]["steps"][1].pop("answer"), "missing 'answer'"),
    ("writing", lambda data: data["words"].update(least=30), "least is more than most"),
    ("writing", lambda data: data["rubric"][1].update(id="fruit"), "'fruit' stands twice in rubric"),
    ("writing", lambda data: data.update(own_words={"nothing": "x"}), "there is no word 'nothing'"),
    ("writing", lambda data: data.update(modle="x"), "Did you mean 'model'"),
    ("writing", lambda data: data.update(minuts=3), "Did you mean 'minutes'"),
    ("lines", lambda data: data.update(template="{name}"), "no place for {content}"),
    ("lines", lambda data: data.update(template="{name} {content} {price}"), "'price' is not there"),
    ("lines", lambda data: data["slots"][0]["options"][0].update(good=False), "name: no option is good"),
    ("plan", lambda data: data["prompts"][1].update(id="tree"), "'tree' stands twice in prompts"),
    (
        "decisions",
        lambda data: data["decisions"][0]["options"][0].update(weight="weak"),
        "first: no option is strong",
    ),
]


@pytest.mark.parametrize(("name", "change", "told"), MISTAKES, ids=[f"{one[0]}-{one[2]}" for one in MISTAKES])
def test_a_mistake_is_told_with_file_and_line(tree, tmp_path, name, change, told):
    """Each mistake gives the file, its line, what is wrong and how to mend it."""
    shutil.copytree(tree.root, tmp_path / "course")
    path = tmp_path / "course" / "modules" / "demo" / "activities" / f"{name}.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")

    with pytest.raises(CourseError) as caught:
        static.load(f"demo/{name}", Tree(tmp_path / "course"))

    assert told in str(caught.value)
    assert all(problem.line > 0 and problem.fix for problem in caught.value.problems)
