"""What the buttons of a quiz do: each is one of the commands that can be typed as well."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.server.desk.jobs import CPD, NBGRADER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prevention_cpd.server.desk.standing import Standing

#: The variable that names the folder through which Jupyter's users fetch and hand in.
EXCHANGE = "NBGRADER_EXCHANGE"
#: What is made for every person, by the name of its folder in `reports/`; and what erases one.
RECORDS = {"records": (*CPD, "record", "--json"), "certificates": (*CPD, "certificate", "issue", "--json")}
ERASE = (*CPD, "class", "erase")
#: The buttons, in the order of the work.
NAMES = ("release", "collect", "grade", "return")
#: What stands behind another button: the same, with nothing held back.
MORE = ("early",)


def commands(step: str, quiz: str) -> Sequence[Sequence[str]]:
    """Return the commands of a step, to be run in the folder of the nbgrader course."""
    through_exchange = exchange() is not None
    if step == "release":
        made = [(*CPD, "quiz", "build"), (*NBGRADER, "generate_assignment", "--force", quiz)]
        return [*made, *([(*NBGRADER, "release_assignment", "--force", quiz)] if through_exchange else [])]
    if step == "collect":
        return [(*NBGRADER, "collect", "--update", quiz)]
    if step == "grade":
        return [(*CPD, "grade", quiz, "--json")]
    if step in {"return", "early"}:
        made = [(*CPD, "grade", quiz, "--feedback", *(["--early"] if step == "early" else []), "--json")]
        return [*made, *([(*NBGRADER, "release_feedback", quiz)] if through_exchange else [])]
    raise KeyError(step)


def dating(  # noqa: PLR0913  # one for each width of a deadline
    quiz: str, when: str, *, run: str = "", person: str = "", team: str = "", past: bool = False
) -> Sequence[Sequence[str]]:
    """Return the command that sets a deadline.

    Args:
        quiz: the assignment.
        when: `2026-12-01T17:00`, of this machine, or `none`.
        run: only for this run, else for everybody; that of one person holds in the run it lies in.
        person: only for this person.
        team: only for this group.
        past: whether it may have passed already.
    """
    named = {"--person": person, "--group": team, "--run": "" if person else run}
    whom = [part for option, name in named.items() if name for part in (option, name)] or ["--everybody"]
    return [(*CPD, "class", "date", quiz, when, *whom, *(["--past"] if past else []))]


def resit(quiz: str, when: str, decided: Mapping[str, Sequence[str]], *, run: str = "") -> Sequence[str]:
    """Return the command that offers a further form of a quiz.

    Args:
        quiz: the form, as an assignment.
        when: its deadline, as for `dating`; empty changes none.
        decided: ids by option of the command.
        run: only for the people of this run.
    """
    told = [part for option, names in decided.items() for name in names for part in (option, name)]
    until = [*(["--until", when] if when else []), *(["--run", run] if run else ["--everybody"])]
    return (*CPD, "class", "resit", quiz, *until, *told, "--json")


def report(quiz: str, run: str = "") -> Sequence[str]:
    """Return the command that reports on the questions of a quiz, for everybody or for one run."""
    return (*CPD, "report", quiz, *(["--run", run] if run else []), "-o", report_folder(quiz, run))


def report_folder(quiz: str, run: str = "") -> str:
    """Return where that report goes, in the folder of the nbgrader course."""
    return f"reports/{quiz}-{run}-questions" if run else f"reports/{quiz}-questions"


def typed(step: str, quiz: str) -> list[str]:
    """Return the commands of a step as they are typed."""
    shown = {CPD: "cpd", NBGRADER: "nbgrader"}
    return [
        " ".join([shown[tuple(command[: len(CPD)])], *command[len(CPD) :]])  # type: ignore[index]
        for command in commands(step, quiz)
    ]


def exchange() -> Path | None:
    """Return nbgrader's exchange, where this machine has one."""
    named = os.environ.get(EXCHANGE, "")
    return Path(named) if named and Path(named).is_dir() else None


def why_not(step: str, standing: Standing) -> str:
    """Return the name of the reason why a step cannot be done yet; empty when it can."""
    if step == "release":
        return ""
    if not standing.released:
        return "not_released"
    if step == "collect":
        return "" if exchange() else "no_exchange"
    if not standing.handed_in:
        return "nothing_came"
    if step in {"return", "early"} and not standing.graded:
        return "not_graded"
    return ""
