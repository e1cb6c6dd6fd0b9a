"""Compile the course without Jupyter Book, on the newest Sphinx and MyST-NB that resolve.

    make future

Jupyter Book 1 holds Sphinx back. This shows that the course outlives it: the same tree,
plain `sphinx-build`, an environment of its own under `_build/future`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build" / "future"
#: What the extension needs, without Jupyter Book.
NEEDED = (
    *("sphinx", "myst-nb", "sphinx-external-toc", "sphinxcontrib-bibtex", "pybtex"),
    *("jinja2", "jsonschema", "markdown-it-py", "platformdirs", "PyYAML"),
)
#: The settings of `_config.yml`, in Sphinx's own words.
CONF = f"""import yaml
from pathlib import Path

_book = yaml.safe_load(Path({str(ROOT / "_config.yml")!r}).read_text("utf-8"))
globals().update(_book["sphinx"]["config"])
extensions = [name for name in extensions if name != "jupyter_book"]
exclude_patterns = _book["exclude_patterns"]
external_toc_path = "_toc.yml"
external_toc_exclude_missing = _book["only_build_toc_files"]
myst_enable_extensions = _book["parse"]["myst_enable_extensions"]
nb_execution_mode = _book["execute"]["execute_notebooks"]
nb_execution_timeout = _book["execute"]["timeout"]
bibtex_bibfiles = [str(Path({str(ROOT)!r}) / name) for name in _book["bibtex_bibfiles"]]
"""


def main() -> int:
    """Set the environment up and compile; return the exit status of `sphinx-build`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    python = FOLDER / "env" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    if not python.is_file():
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, FOLDER / "env"], check=True)
    install = [uv, "pip", "install", "-q", "--upgrade", "--python", python]
    subprocess.run([*install, *NEEDED], check=True)
    subprocess.run([*install, "--no-deps", "--editable", ROOT], check=True)
    conf = FOLDER / "conf"
    conf.mkdir(exist_ok=True)
    (conf / "conf.py").write_text(CONF, encoding="utf-8")
    options = ["-n", "-W", "--keep-going", "-c", conf, "-d", FOLDER / "doctrees"]
    command = [python, "-m", "sphinx", *options, ROOT, FOLDER / "html"]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
