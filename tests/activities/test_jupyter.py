"""The live face in a real JupyterLab: it renders, its state reaches Python and is kept between visits."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


@pytest.fixture
def notebook(tree, tmp_path):
    """Return a copy of the tiny course with a notebook that shows an activity and then what Python knows."""
    shutil.copytree(tree.root, tmp_path / "course")
    cells = [
        "from prevention_cpd.activities import activity, forget\na = activity('demo/choose')\na",
        "print('python knows', a.answer.get('done'), sorted(a.answer.get('cases', {})))",
    ]
    path = tmp_path / "course" / "modules" / "demo" / "try.ipynb"
    # Without the name of its kernel the notebook would open with a question.
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=kernel), path)
    return path


@pytest.fixture
def lab(notebook, tmp_path):
    """Return the address of a JupyterLab that serves the notebook on this machine alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"),
        *("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url="),
        *("--LabApp.extension_manager=readonly", f"--ServerApp.root_dir={notebook.parent}"),
    ]
    # JupyterLab asks a first-time user about news, which would lie over the page.
    (tmp_path / "jupyter_config_dir" / "labconfig").mkdir(parents=True)
    (tmp_path / "jupyter_config_dir" / "labconfig" / "page_config.json").write_text(
        '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}'
    )
    own = {
        name: str(tmp_path / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "XDG_DATA_HOME")
    }
    own |= {
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "spaces"),
    }
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=log)
        try:
            wait(f"http://127.0.0.1:{port}/api/status?token={token}", server, tmp_path / "lab.log")
            yield f"http://127.0.0.1:{port}/lab/tree/try.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait(address, server, log):
    """Wait until the server answers."""
    for _ in range(120):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


def run_cell(page, number):
    """Run a cell of the notebook that is open."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=60_000)


def test_an_activity_lives_in_jupyterlab(lab, jupyter_page, axe, tmp_path):
    """The widget renders and works, its answer reaches Python and the learner's own folder, and comes back."""
    jupyter_page.goto(lab)
    jupyter_page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    expect(jupyter_page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(
        timeout=60_000
    )
    run_cell(jupyter_page, 0)
    root = jupyter_page.locator(".cpd-root")
    expect(root.get_by_text("Choose the fruit")).to_be_visible(timeout=60_000)

    for fruit, step in (("A plum", "Next case"), ("A pear", "Show the summary")):
        root.get_by_label(fruit).check()
        root.get_by_role("button", name="Check my answer").click()
        root.get_by_role("button", name=step).click()
    expect(root.get_by_text("Best fit in 0 of 2 cases")).to_be_visible()
    jupyter_page.mark_axe = [one for one in axe(jupyter_page) if "cpd-" in one.split("Fix any")[0]]
    run_cell(jupyter_page, 1)
    expect(jupyter_page.get_by_text("python knows True ['jam', 'pie']")).to_be_visible()

    state = json.loads(
        (tmp_path / "xdg_data_home" / "prevention-cpd" / "state.json").read_text(encoding="utf-8")
    )
    assert state["demo-course"]["activity:demo/choose"]["cases"]["pie"]["value"] == "plum"

    run_cell(jupyter_page, 0)
    root = jupyter_page.locator(".cpd-root")
    expect(root.get_by_role("button", name="Case 1, answered in part")).to_be_visible()
    root.get_by_text("Where your answers are kept").click()
    expect(root.get_by_text("your own user folder")).to_be_visible()
    root.get_by_role("button", name="Forget everything").click()
    root.get_by_role("button", name="Yes, forget everything").click()
    expect(root.get_by_text("Deleted.")).to_be_visible()
    run_cell(jupyter_page, 1)
    expect(jupyter_page.get_by_text("python knows None []")).to_be_visible()

    assert not (tmp_path / "xdg_data_home" / "prevention-cpd" / "state.json").exists()
    assert jupyter_page.foreign == []
    assert jupyter_page.mark_axe == []
