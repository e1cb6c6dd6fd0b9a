"""Real Jupyter servers for the tests: started on this machine only, and stopped by whoever started them."""

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

#: Kernels talk through files and not through ports, which other tests might take at the same moment.
#: The path of such a file must be short, so it lies in a folder of its own.
IPC = "--KernelManager.transport=ipc"


def short_folder():
    """Return a folder with a short path, gone when the tests end."""
    folder = tempfile.mkdtemp(prefix="cpd-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command, *, cwd, env, address, log, probe=""):
    """Run a server until the block ends; the block starts when the server answers at `address + probe`."""
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 60
            while not _answers(address + probe):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(15)


def _answers(address):
    try:
        urllib.request.urlopen(address, timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def lab(folder, home, *, log, env=None, config="", disabled=()):
    """Run JupyterLab with `folder` as its root and `home` as the home of its user, some plugins disabled."""
    port = free_port()
    runtime = short_folder()
    settings = home / "labconfig"
    settings.mkdir(parents=True, exist_ok=True)
    # JupyterLab asks a first-time user about news, which would lie over the page.
    (settings / "page_config.json").write_text(
        json.dumps(
            {
                "disabledExtensions": dict.fromkeys(
                    ("@jupyterlab/apputils-extension:announcements", *disabled), True
                )
            }
        )
    )
    (home / "nbgrader_config.py").write_text(config)
    variables = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), **(env or {})}
    variables.update(JUPYTER_DATA_DIR=str(home / "data"), JUPYTER_RUNTIME_DIR=runtime)
    variables.update(IPYTHONDIR=str(home / "ipython"), JUPYTERLAB_SETTINGS_DIR=str(home / "settings"))
    variables.update(JUPYTERLAB_WORKSPACES_DIR=str(home / "workspaces"))
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += [IPC, "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--allow-root"]
    command += [f"--ServerApp.root_dir={folder}"]
    return running(command, cwd=folder, env=variables, address=f"http://127.0.0.1:{port}/", log=log)


@contextlib.contextmanager
def voila(folder, home, *, log):
    """Run the quiz in `folder` as a page of its own; its address holds the token that the page asks for."""
    port = free_port()
    variables = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home)}
    variables.update(JUPYTER_DATA_DIR=str(home / "data"), JUPYTER_RUNTIME_DIR=short_folder())
    variables["CPD_QUIZ_TOKEN"] = "token-of-this-test"
    command = [
        sys.executable,
        "-m",
        "prevention_cpd.quiz.take.voila",
        str(folder),
        str(port),
        "--no-browser",
    ]
    # Asking for the page itself would start a kernel each time.
    address, probe = f"http://127.0.0.1:{port}/", "voila/static/voila.js"
    with running(command, cwd=folder, env=variables, address=address, log=log, probe=probe):
        yield f"{address}?token={variables['CPD_QUIZ_TOKEN']}"
