"""The notebooks of the whole course, copied elsewhere, in a real JupyterLab, in Notebook 7 and in Voilà."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from quiz import servers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("notebooks in jupyter")]

#: Opens a notebook in JupyterLab, runs all cells, and tells what it shows; then closes it with its kernel.
RUN_ALL = """async path => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.revealed;
  await panel.sessionContext.ready;
  await app.commands.execute('notebook:run-all-cells');
  const cells = panel.content.widgets;
  const code = cells.filter(cell => cell.model.type === 'code');
  const node = panel.content.node;
  for (let tries = 0; tries < 100 && node.querySelectorAll('.cpd-root').length < code.length; tries += 1)
    await new Promise(resolve => setTimeout(resolve, 100));
  const found = {
    text: cells.filter(cell => cell.model.type === 'markdown').map(cell => cell.node.innerText).join('\\n'),
    broken: code.flatMap(cell => cell.model.outputs.toJSON()).filter(each => each.output_type !== 'execute_result' && each.output_type !== 'display_data'),
    dark: [...node.querySelectorAll('img')].filter(image => !image.alt || !image.naturalWidth).length,
    code: code.length,
    live: node.querySelectorAll('.cpd-root').length,
  };
  await panel.sessionContext.shutdown();
  panel.context.model.dirty = false;
  panel.dispose();
  return found;
}"""


@pytest.fixture(scope="module")
def notebooks(book, tmp_path_factory):
    """Return the notebooks of the course in a folder of their own, away from it."""
    return shutil.copytree(book / "notebooks", tmp_path_factory.mktemp("elsewhere") / "notebooks")


@pytest.fixture(scope="module")
def lab(notebooks, tmp_path_factory):
    """Return the address of a JupyterLab that serves them on this machine alone."""
    home = tmp_path_factory.mktemp("home")
    (home / "jupyter_lab_config.py").write_text("c.LabApp.expose_app_in_browser = True\n", "utf-8")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Cells out of sight are in the page too, so that a test can look at them.
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', "utf-8")
    with servers.lab(
        notebooks, home, log=home / "lab.log", env={"XDG_DATA_HOME": str(home / "data")}
    ) as address:
        yield address


def help_names(book, name):
    """Return the services that a page of the book lists."""
    page = BeautifulSoup((book / f"{name}.html").read_text("utf-8"), "html.parser")
    return [service.get_text() for service in page.select(".cpd-help-lines > li > p:first-child > strong")]


@pytest.mark.flaky(reruns=0)  # minutes
def test_all_of_them_run_in_jupyterlab(book, notebooks, lab, jupyter_page, one_in):
    """Run All gives no error, no raw role, every drawing, every activity alive, and every service of every page."""
    jupyter_page.goto(f"{lab}lab")
    jupyter_page.wait_for_function("window.jupyterapp")
    jupyter_page.evaluate("window.jupyterapp.restored")
    wrong, services = [], 0
    names_of = {path.relative_to(notebooks).with_suffix("").as_posix() for path in notebooks.rglob("*.ipynb")}
    # In the sample too, one page has the services.
    with_help = [name for name in sorted(names_of) if help_names(book, name)]
    for name in sorted({*one_in(sorted(names_of), 6), *with_help[:1]}):
        shown = jupyter_page.evaluate(RUN_ALL, f"{name}.ipynb")
        names = help_names(book, name)
        services += len(names)
        if (
            shown["broken"]
            or shown["dark"]
            or shown["live"] != shown["code"]
            or re.search(r"\{[a-z][\w:-]*\}|```|\*\*", shown["text"])
            or any(" ".join(each.split()) not in " ".join(shown["text"].split()) for each in names)
        ):
            wrong.append((name, {**shown, "text": shown["text"][:500]}))

    assert wrong == []
    assert services
    assert jupyter_page.foreign == []


def test_links_lead_to_other_notebooks_and_down_the_page(lab, jupyter_page):
    """A click on the next page opens its notebook; a click on a figure goes to what it counts."""
    jupyter_page.goto(f"{lab}lab/tree/modules/terminology/reading-figures.ipynb")
    jupyter_page.get_by_role("link", name="113,948 reports").first.click()
    expect(
        jupyter_page.locator(".jp-Notebook li", has_text="A report is not a person").first
    ).to_be_in_viewport()
    jupyter_page.locator(".jp-Notebook").get_by_role("link", name=re.compile("Changed|changed")).last.click()
    expect(jupyter_page.locator(".lm-TabBar-tabLabel", has_text="changed-and-monday.ipynb")).to_be_visible()


@pytest.mark.parametrize("name", ["modules/risk/base-rates", "modules/stigma/index"])
def test_notebook_7_shows_them(lab, jupyter_page, name):
    """Notebook 7, which the same server brings along, runs the activities too."""
    jupyter_page.goto(f"{lab}notebooks/{name}.ipynb")
    expect(jupyter_page.locator(".jp-Notebook h1").first).to_be_visible()
    jupyter_page.get_by_role("menuitem", name="Run", exact=True).first.click()
    jupyter_page.get_by_text("Run All Cells", exact=True).click()

    expect(jupyter_page.locator(".jp-Notebook .cpd-root").first).to_be_visible()
    expect(jupyter_page.get_by_text(re.compile("Traceback|Error:"))).to_have_count(0)


@pytest.mark.parametrize("name", ["modules/risk/base-rates", "modules/stigma/index"])
def test_voila_shows_them(notebooks, jupyter_page, tmp_path, name):
    """Voilà shows the text and the living activities, without code."""
    port = servers.free_port()
    command = [sys.executable, "-m", "voila", str(notebooks / f"{name}.ipynb"), f"--port={port}"]
    command += ["--no-browser", "--Voila.ip=127.0.0.1"]
    env = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    env |= {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": servers.short_folder()}
    address = f"http://127.0.0.1:{port}/"
    with servers.running(
        command,
        cwd=notebooks,
        env=env,
        address=address,
        log=tmp_path / "voila.log",
        probe="voila/static/voila.js",
    ):
        jupyter_page.goto(address)
        expect(jupyter_page.locator("h1").first).to_be_visible()
        expect(jupyter_page.locator(".cpd-root").first).to_be_visible()
        expect(jupyter_page.get_by_text("from_copy")).to_have_count(0)


def test_as_a_web_page_they_can_be_read_offline(notebooks, tmp_path):
    """`nbconvert --to html` shows the readable face of every activity, from disk and without a kernel."""
    name = "modules/risk/base-rates"
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(tmp_path)]
    subprocess.run([*command, str(notebooks / f"{name}.ipynb")], check=True, capture_output=True)
    source = nbformat.read(notebooks / f"{name}.ipynb", 4)
    data = [cell.source for cell in source.cells if cell.cell_type == "code"]

    page = (tmp_path / "base-rates.html").read_text("utf-8")
    faces = BeautifulSoup(page, "html.parser").select(".jp-OutputArea-output .cpd-fallback")

    assert len(faces) == len(data) > 1
    titles = [json.loads(cell.partition('r"""\n')[2].partition('\n"""')[0])["data"]["title"] for cell in data]
    assert [face.find(class_="cpd-title").get_text() for face in faces] == titles
