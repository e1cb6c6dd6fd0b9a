"""A kind of activity is a folder: adding one is adding a folder."""

import json
import shutil

import pytest
import yaml

from prevention_cpd.activities import kinds as package
from prevention_cpd.activities import source
from prevention_cpd.activities.kinds import authored, kinds
from prevention_cpd.core.tree import Tree

PARTS_OF_A_PAGE = {"practice", "reflection", "progress", "section-done"}


def test_each_folder_is_whole():
    """Every kind has its module, words and readable face; those for authors have a schema that names them."""
    for name, kind in kinds().items():
        assert (kind.folder / "print.html.j2").is_file()
        assert kind.words["failed"]
        if kind.authored:
            schema = json.loads((kind.folder / "schema.json").read_text(encoding="utf-8"))
            assert schema["properties"]["kind"] == {"const": name}
        else:
            assert name in PARTS_OF_A_PAGE
            assert kind.check is None

    assert kinds().keys() >= PARTS_OF_A_PAGE


def test_a_new_folder_is_a_new_kind(monkeypatch, tmp_path):
    """A folder with a module and a schema is found by its name, with `_` for `-`; nothing else has to know of it."""
    shutil.copytree(kinds()["plan"].folder, tmp_path / "my_plan")
    monkeypatch.setattr(package, "_FOLDER", tmp_path)
    kinds.cache_clear()
    try:
        assert authored() == ("my-plan",)
        assert "export default" in kinds()["my-plan"].script
    finally:
        kinds.cache_clear()


@pytest.mark.parametrize("kind", ["practice", "progress", "no-such-kind", None])
def test_only_kinds_for_authors_stand_in_data_files(tree, tmp_path, kind):
    """A data file of another kind is refused, and told which there are."""
    shutil.copytree(tree.root, tmp_path / "course")
    path = tmp_path / "course" / "modules" / "demo" / "activities" / "plan.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**data, "kind": kind}), encoding="utf-8")

    with pytest.raises(source.CourseError, match="Write kind: with one of audit, base-rate"):
        source.read("demo/plan", Tree(tmp_path / "course"), {})
