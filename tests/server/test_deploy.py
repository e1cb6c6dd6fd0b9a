"""The files that start the server on one machine."""

from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture
def config(monkeypatch, tmp_path):
    """Return a function that reads the hub's settings under these variables."""

    def read(**given):
        for name, value in {"CPD_COURSE": str(tmp_path), **given}.items():
            monkeypatch.setenv(name, value)
        return PyFileConfigLoader("jupyterhub_config.py", path=str(ROOT / "deploy")).load_config()

    return read


def test_trainers_are_named_as_the_hub_writes_them(config):
    """Capitals and blanks in the list of trainers do not matter, and the class server is told the list."""
    found = config(CPD_TRAINER_IDS="Tessa, tariq,")
    told = found.JupyterHub.services[0]["environment"]

    assert found.JupyterHub.load_groups["trainers"]["users"] == ["tessa", "tariq"]
    assert told["CPD_TRAINER_IDS"] == "Tessa, tariq,"
