"""The server as a service of JupyterHub: `python -m prevention_cpd.server` in the course's folder.

The hub tells it in the environment where it answers and with what it proves itself. `CPD_TRAINERS` names the
hub's group of trainers, `CPD_TRAINER_IDS` those in it who still are, `CPD_GRADEBOOK` a gradebook on
PostgreSQL, `CPD_SERVER_SECRET` what signs cookies where several copies answer.
"""

from __future__ import annotations

import logging
import os
import sys
from urllib.parse import urlsplit

from prevention_cpd.core.problems import CourseError
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.core.tree import find
from prevention_cpd.server import serving
from prevention_cpd.server.settings import Settings, secret
from prevention_cpd.server.words import words


def main() -> int:
    """Serve until the hub ends it; 1 where it cannot start, with the reason on standard error."""
    from prevention_cpd.server.signin.hub import HubSession  # noqa: PLC0415  # comes with the extra "server"

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    told = words("service")
    try:
        tree, at = find(), urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
        if serving.is_open(tree.quizzes):
            print(told["open"].format(folder=tree.quizzes), file=sys.stderr)  # noqa: T201
            return 1
        settings = Settings(
            tree=tree,
            session=HubSession(os.environ.get("CPD_TRAINERS") or "trainers", only=_trainers()),
            secret=secret(tree.quizzes),
            base_url=os.environ["JUPYTERHUB_SERVICE_PREFIX"],
            encrypted=os.environ.get("JUPYTERHUB_PUBLIC_URL", "").startswith("https:"),
            behind_proxy=True,
        )
        serving.serve(settings, at.hostname or "127.0.0.1", at.port or 0)
    except KeyError as error:
        print(told["no_hub"].format(variable=error.args[0]), file=sys.stderr)  # noqa: T201
        return 1
    except (CourseError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _trainers() -> frozenset[str] | None:
    """Return who is still a trainer; an empty list is nobody, and none at all says nothing."""
    ids = os.environ.get("CPD_TRAINER_IDS")
    return None if ids is None else frozenset(filter(None, (name.strip().lower() for name in ids.split(","))))


if __name__ == "__main__":
    without_grammar()
    sys.exit(main())
