"""The notebooks of the whole course in a real JupyterLab, in Notebook 7 and in Voilà."""

import pytest

pytestmark = pytest.mark.slow

#: Opens a notebook, runs all its cells, waits for the kernel, and tells what it shows; then closes it again.
RUN_ALL = """async path => {
  const app = window.jupyterapp;
  const panel = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.revealed;
  await panel.sessionContext.ready;
  await app.commands.execute('notebook:run-all-cells');
  const host = panel.content.node;
  panel.content._updateForDeferMode?.();
  const cells = panel.content.widgets;
  const errors = [];
  for (const cell of cells) {
    await cell.ready;
    for (const output of cell.model.outputs ? cell.model.outputs.toJSON() : []) {
      if (output.output_type === 'error' || output.output_type === 'stream') errors.push(output);
    }
  }
  const live = cells.filter(cell => cell.model.outputs && cell.model.outputs.length).length;
  return {errors, live, cells: cells.length};
}"""


@pytest.fixture(scope="module")
def notebooks(book, tmp_path_factory):
    """Return the notebooks of the course in a folder of their own, away from it."""
    folder = tmp_path_factory.mktemp("elsewhere") / "notebooks"
    import shutil

    shutil.copytree(book / "notebooks", folder)
    return folder
