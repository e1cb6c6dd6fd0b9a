"""A CPD record in words, once for the page and for the PDF: sections of facts, tables, lists and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.records.certificates.rules import why_not
from prevention_cpd.records.look import day
from prevention_cpd.records.study.record import gaps
from prevention_cpd.records.wording import number, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.records.results import QuizResult
    from prevention_cpd.records.study.record import Record

Block = dict[str, Any]


def sections(record: Record, *, short: bool = False) -> list[dict[str, Any]]:
    """Return the sections of a record.

    Args:
        record: of a person.
        short: one page for a manager: nothing that the person wrote, and no list of outcomes.
    """
    text = words("record")
    parts = [
        ("about", [_about(record)]),
        ("quizzes", [*_quizzes(record, short=short)]),
        ("time", [*_time(record, short=short)]),
        ("dates", [*_dates(record, short=short)]),
        ("reported", [] if short else [*_reported(record)]),
        ("outcomes", [] if short else [*_outcomes(record)]),
        ("not_said", [{"list": [*_not_said(record)]}]),
        ("declaration", [{"text": text["declared"]}, {"lines": [text["signature"], text["date"]]}]),
    ]
    return [{"title": text[name], "blocks": blocks} for name, blocks in parts if blocks]


def _about(record: Record) -> Block:
    text, settings = words("record"), record.settings
    provider = settings.fields["provider"]
    return {
        "facts": [
            [text["name"], record.person.name or text["no_name"]],
            [text["id"], record.person.id],
            [text["course"], settings.title],
            [text["version"], say("record", "revised", version=settings.version, date=day(settings.revised))],
            [text["provider"], say("record", "contact", name=provider["name"], contact=provider["contact"])],
            [text["certificate"], _certificate(record)],
            [text["made"], day(record.made_on)],
        ]
    }


def _certificate(record: Record) -> str:
    held = record.certificate
    if held is None:
        return words("record")["no_certificate"]
    return say("record", "held", id=held.id.removeprefix("urn:uuid:"), date=day(held.issued_at))


def _quizzes(record: Record, *, short: bool) -> Iterator[Block]:
    text = words("record")
    if not record.person.quizzes:
        yield {"text": text["no_quizzes"]}
        return
    head = [text[name] for name in ("quiz", "handed_in", "attempt", "result", "needed", "decision")]
    yield {"table": {"head": head, "rows": [_row(each) for each in record.person.quizzes]}}
    notes = [line for each in record.person.quizzes for line in _notes(each)]
    names = sorted({name for each in record.person.quizzes for name in each.markers})
    if names and short:
        notes.append(say("record", "all_marked_by", names=", ".join(names)))
    elif names:
        notes += [
            say("record", "marked_by", title=each.title, names=", ".join(each.markers))
            for each in record.person.quizzes
            if each.markers
        ]
    if notes:
        yield {"list": notes}


def _row(each: QuizResult) -> list[str]:
    text, result = words("record"), each.result
    decision = text["open"] if result.passed is None else text["passed" if result.passed else "not_passed"]
    needed = say("record", "percent", value=number(100 * each.rule.share))
    if result.attempt is None:
        return [each.title, "–", "–", "–", needed, text["not_taken"]]
    form = say("record", "form", form=result.form) if result.form else ""
    points = say(
        "record",
        "points",
        score=number(result.score or 0.0),
        of=number(result.of or 0.0),
        percent=number(round(100 * (result.share or 0.0), 1)),
    )
    return [each.title, day(each.handed_in), f"{form}{result.attempt}", points, needed, decision]


def _notes(each: QuizResult) -> Iterator[str]:
    text, result = words("record"), each.result
    if result.attempt is not None and not result.passed:
        yield from (f"{each.title}: {why}" for why in why_not(each))
    if result.late:
        yield f"{each.title}: {text['late']}"


def _time(record: Record, *, short: bool) -> Iterator[Block]:
    text, modules = words("record"), record.settings.modules
    if not modules:
        return
    if short:
        yield {"text": f"{say('record', 'planned', minutes=record.minutes)} {text['not_measured']}"}
        return
    rows = [[module.title, str(module.minutes)] for module in modules]
    yield {
        "table": {
            "head": [text["module"], text["minutes"]],
            "rows": [*rows, [text["total"], str(record.minutes)]],
        }
    }
    yield {"text": f"{record.settings.study_time.get('method', '')} {text['not_measured']}".strip()}


def _dates(record: Record, *, short: bool) -> Iterator[Block]:
    text, dated = words("record"), record.dated()
    if not dated:
        yield {"text": text["nothing_dated"]}
        return
    if not short:
        rows = [
            [each.what, day(each.on), text["reported_by" if each.reported else "from_class"]]
            for each in dated
        ]
        yield {"table": {"head": [text["what"], text["on"], text["source"]], "rows": rows}}
    found = [
        say("record", "gap", start=day(gap.start), end=day(gap.end)) for gap in gaps(dated, record.made_on)
    ]
    yield {"list": found} if found else {"text": text["no_gap"]}


def _reported(record: Record) -> Iterator[Block]:
    study = record.study
    if study is None:
        return
    minutes = number(sum(each.minutes for each in study.parts))
    yield {
        "text": say(
            "record", "self_reported", date=day(study.saved_on), parts=len(study.parts), minutes=minutes
        )
    }
    if study.version != record.settings.version:
        yield {"text": say("record", "other_version", version=study.version)}
    for each in study.writings:
        title = ", ".join(filter(None, (each.title, day(each.on))))
        yield {"writing": {"title": title, "lines": [list(line) for line in each.lines if line[1].strip()]}}


def _outcomes(record: Record) -> Iterator[Block]:
    for module in record.settings.modules:
        yield {"named": {"title": module.title, "texts": [outcome.text for outcome in module.outcomes]}}


def _not_said(record: Record) -> Iterator[str]:
    text = words("record")
    yield words("credential")[f"identified_{record.identified}"]
    yield text["planned_only"]
    yield words("credential")["no_accreditation"]
