"""A quiz as a web page of its own, by Voilà: no code in sight, no request to any other server.

Run as `python -m prevention_cpd.quiz.take.voila FOLDER [PORT] [--no-browser]`; the answers go to the same
`answers.json` as in JupyterLab.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets.config import Config

from prevention_cpd.frontend import palette_css
from prevention_cpd.quiz.build.assignment import SHOW
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.cells import node
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATE = "cpd-quiz"
#: The environment variable with which somebody who starts this for others sets the token.
VARIABLE = "CPD_QUIZ_TOKEN"
_EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
#: A MathJax that does nothing, for a page that insists on loading one.
_NO_MATHJAX = (
    "data:text/javascript,window.MathJax={Hub:{Config(){},Configured(){},Queue(){},Typeset(){},"
    "Register:{StartupHook(){}}}};//"
)
_SHARE = Path(__file__).parent / "voila_share"


def only_the_quiz(_request: Any, notebook: NotebookNode, cwd: str) -> NotebookNode:
    """Return a notebook that shows the quiz and does nothing else, whatever became of the learner's copy."""
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "quiz-show",
        "metadata": {},
        "outputs": [],
        "source": SHOW,
    }
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "title": notebook.metadata.get("title", ""),
        "loading": words("widget")["loading"],
        "palette": palette_css(),
        **_language(Path(cwd)),
    }
    return node({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _language(folder: Path) -> dict[str, str]:
    """Return language and direction of the page, as far as the quiz tells them."""
    try:
        quiz = questions_file.read(folder)
    except (OSError, ValueError):
        quiz = {}
    return {"language": str(quiz.get("language", "en")), "direction": str(quiz.get("direction", "ltr"))}


def own_server_only(page: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """Take out of the page's settings what would make it ask another server."""
    # Voilà loads MathJax at once and from a public server, though no quiz needs it.
    return {**page, "fullMathjaxUrl": _NO_MATHJAX, "mathjaxConfig": "none"}


def configuration() -> Config:
    """Return how Voilà is to serve a quiz."""
    config = Config()
    config.VoilaConfiguration.template = TEMPLATE
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.strip_sources = True
    # What the quiz needs, and nothing else that happens to be installed.
    config.VoilaConfiguration.extension_allowlist = list(_EXTENSIONS)
    config.VoilaConfiguration.prelaunch_hook = only_the_quiz
    config.VoilaConfiguration.page_config_hook = own_server_only
    return config


def notebook_in(place: Path) -> Path:
    """Return the notebook of the quiz in `place`, which may be that notebook itself.

    Raises:
        FileNotFoundError: when there is none.
    """
    if place.suffix == ".ipynb" and place.is_file():
        return place
    found = place / f"{place.resolve().name}.ipynb"
    if not found.is_file():
        raise FileNotFoundError(found)
    return found


def serve(place: Path, *, port: int = 8866, open_browser: bool = True) -> None:
    """Serve the quiz on this machine until it is stopped.

    Args:
        place: the fetched assignment, or its notebook.
        port: where to listen, on this machine only.
        open_browser: whether to open the page.
    """
    from voila.app import Voila  # noqa: PLC0415  # slow to import, and only this needs it

    paths = [str(_SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(paths)
    arguments = [str(notebook_in(place).resolve()), f"--port={port}", "--Voila.ip=127.0.0.1"]
    # Others on this machine can reach the port too; the token keeps them out.
    token = os.environ.get(VARIABLE)
    arguments.append(f"--Voila.token={token}" if token else "--Voila.auto_token=True")
    if not open_browser:
        arguments.append("--no-browser")
    Voila.launch_instance(arguments, config=configuration())


def main(arguments: list[str]) -> None:
    """Serve as `FOLDER [PORT] [--no-browser]` says, in any order of port and option."""
    place, *ports = (each for each in arguments if each != "--no-browser")
    port = int(ports[0]) if ports else 8866
    serve(Path(place), port=port, open_browser="--no-browser" not in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
