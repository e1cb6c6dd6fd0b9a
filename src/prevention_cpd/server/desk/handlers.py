"""What the desk answers to."""

from __future__ import annotations

from typing import Any

from prevention_cpd.server.desk.class_pages import ClassList, NewList, Tray
from prevention_cpd.server.desk.common import ID
from prevention_cpd.server.desk.front_page import Build, Front
from prevention_cpd.server.desk.issuer_pages import CheckingPage, IssuerCopy, IssuerPage
from prevention_cpd.server.desk.marking_pages import Answers, Forget, Mark, Questions, Undo
from prevention_cpd.server.desk.oral_page import Oral
from prevention_cpd.server.desk.person_pages import Erase, FeedbackPage, Leave, PersonPage
from prevention_cpd.server.desk.quiz_pages import Deadline, DoStep, Progress, QuizPage
from prevention_cpd.server.desk.receive_pages import FeedbackFiles, QuizFile, Receive, Received
from prevention_cpd.server.desk.record_pages import Packed, Records, ReportFile
from prevention_cpd.server.desk.record_pages import Questions as QuestionReport
from prevention_cpd.server.desk.resit_page import ResitPage
from prevention_cpd.server.desk.results_page import Results, ResultsFile
from prevention_cpd.server.desk.run_pages import Archive, Reopen, Runs
from prevention_cpd.server.desk.slips_page import Slips
from prevention_cpd.server.desk.training_page import Training
from prevention_cpd.server.person import Role

#: An id as a browser sends it: what is not ASCII as %C3%B6.
_PERSON = r"((?:[\w.@+-]|%[0-9A-Fa-f]{2}){1,400})"
_KEY = r"([\w-]{8,32})"
_MARKING = rf"desk/marking/{ID}"

HANDLERS: list[tuple[Any, ...]] = [
    (r"desk", Front),
    (r"desk/build", Build),
    (r"desk/class", ClassList),
    (rf"desk/class/new/{_KEY}", NewList),
    (r"desk/slips", Slips),
    (rf"desk/tray/{_KEY}", Tray),
    (rf"desk/person/{_PERSON}", PersonPage),
    (rf"desk/person/{_PERSON}/leave", Leave),
    (rf"desk/person/{_PERSON}/erase", Erase),
    (rf"desk/person/{_PERSON}/feedback/{ID}", FeedbackPage),
    (rf"desk/person/{_PERSON}/oral/{ID}", Oral),
    (r"desk/records", Records),
    (r"desk/issuer", IssuerPage),
    (r"desk/issuer/copy", IssuerCopy),
    (r"desk/issuer/verify\.html", CheckingPage),
    (r"desk/(records|certificates)\.zip", Packed),
    (r"desk/reports/(.{1,300})", ReportFile),
    (r"desk/runs", Runs),
    (rf"desk/runs/{ID}/end", Archive),
    (rf"desk/runs/{ID}/reopen", Reopen),
    (r"desk/receive", Receive),
    (rf"desk/receive/{_KEY}", Received),
    (rf"desk/quiz/{ID}/(file|preview)", QuizFile),
    (rf"desk/quiz/{ID}", QuizPage),
    (rf"desk/quiz/{ID}/do/(\w+)", DoStep),
    (rf"desk/quiz/{ID}/date", Deadline),
    (rf"desk/quiz/{ID}/resit", ResitPage),
    (rf"desk/quiz/{ID}/feedback\.zip", FeedbackFiles),
    (rf"desk/quiz/{ID}/report", QuestionReport),
    (rf"desk/work/{_KEY}", Progress),
    (rf"desk/results/{ID}\.(csv|xlsx)", ResultsFile),
    (rf"desk/results/{ID}", Results),
    (_MARKING, Questions),
    (rf"{_MARKING}/undo", Undo),
    (rf"{_MARKING}/{ID}", Mark),
    (rf"{_MARKING}/{ID}/comments", Forget),
    (rf"{_MARKING}/{ID}/training", Training),
    (rf"{_MARKING}/{ID}/(answers|differences)", Answers),
]
#: What does from a command line what the form of a page does. Marking is done here alone.
COMMANDS: dict[Any, tuple[str, ...]] = {
    Build: ("cpd quiz build",),
    NewList: ("cpd class import",),
    Slips: ("cpd class codes",),
    PersonPage: ("cpd record",),
    Leave: ("cpd class leave",),
    Oral: ("cpd class oral",),
    Erase: ("cpd class erase",),
    Records: ("cpd record", "cpd certificate issue"),
    Runs: ("cpd class run new",),
    Archive: ("cpd class run archive",),
    Reopen: ("cpd class run reopen",),
    Received: ("cpd quiz receive",),
    DoStep: (
        "cpd quiz build",
        "nbgrader generate_assignment",
        "nbgrader release_assignment",
        "nbgrader collect",
        "cpd grade",
        "nbgrader release_feedback",
    ),
    Deadline: ("cpd class date",),
    ResitPage: ("cpd class resit",),
    IssuerPage: ("cpd issuer new",),
    QuestionReport: ("cpd report",),
    # Ctrl+C.
    Progress: (),
}
MENU = [(Role.TRAINER, "desk")]
