"""The recipe of the image, step by step in a plain environment: what it installs can serve."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
RECIPE = (ROOT / "deploy" / "kubernetes" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")


def steps():
    """Return the commands of the recipe that need no account of their own."""
    found = re.findall(r"^RUN (.+)$", RECIPE, re.MULTILINE)
    return [each for each in found if not each.startswith("useradd")]


@pytest.mark.slow
def test_the_steps_of_the_recipe_make_a_server(tmp_path):
    """With the files that get into the image, and nothing of this environment, the service starts and says what it lacks."""
    place, copied = tmp_path / "venv", tmp_path / "opt"
    for rule in (ROOT / ".dockerignore").read_text().splitlines():
        for path in ROOT.glob(rule[1:]) if rule.startswith("!") else ():
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copied.mkdir(exist_ok=True)
            copy(path, copied / path.name)
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    env["PATH"] = f"{Path(sys.executable).resolve().parent}{os.pathsep}{env['PATH']}"
    base = Path(sys.base_prefix) / "bin" / "python3"
    for step in steps():
        command = step.replace("/opt/venv", str(place)).replace("python -m venv", f"{base} -m venv")
        done = subprocess.run(
            ["sh", "-c", command], cwd=copied, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    python = place / "bin" / "python"
    serve = [python, "-m", "prevention_cpd.server"]
    course = tmp_path / "course"
    (course / "assets").mkdir(parents=True)
    for name in ("_config.yml", "assets/course.yml"):
        (course / name).touch()
    done = subprocess.run(serve, cwd=course, env=env, capture_output=True, text=True, check=False)
    mine = subprocess.run([python, "-m", "pytest"], capture_output=True, check=False)

    assert done.returncode == 1
    assert "JUPYTERHUB_SERVICE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert mine.returncode == 1
