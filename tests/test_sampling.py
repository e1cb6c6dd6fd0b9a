"""What `make test` samples, and `make test-all` does not."""

import subprocess
import sys
from pathlib import Path

SAMPLED = """
import pytest

@pytest.mark.sampled(keep=3)
@pytest.mark.parametrize("case", range(9))
def test_sampled(case): pass

@pytest.mark.parametrize("case", range(4))
def test_whole(case): pass
"""


def run(folder: Path, *options: str) -> list[str]:
    """Return the cases that pytest would run of a file with a sampled test and one that is not."""
    (folder / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  sampled: some\n  slow: some\n")
    (folder / "test_some.py").write_text(SAMPLED)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *options]
    path = {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, env=path)
    return [line.split("::")[1] for line in done.stdout.splitlines() if "::" in line]


def test_first_and_last_and_some_between_are_kept(tmp_path):
    """Of nine cases three run, the first and the last among them; what is not marked runs whole."""
    assert run(tmp_path) == [f"test_sampled[{n}]" for n in (0, 4, 8)] + [f"test_whole[{n}]" for n in range(4)]


def test_all_run_when_asked_for(tmp_path):
    """With --all nothing is left out."""
    assert len(run(tmp_path, "--all")) == 13
