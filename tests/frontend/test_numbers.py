"""Numbers as people write them: by language, with a unit, with digits in groups."""

import pytest

from prevention_cpd.frontend import FOLDER, compose

UNREAD = "unread"
CASES = [
    ("", {}, None),
    ("  ", {}, None),
    ("27", {}, 27),
    ("-0.5", {}, -0.5),
    ("\u22123", {}, -3),
    ("12.5", {"language": "en-GB"}, 12.5),
    ("12,5", {"language": "en-GB"}, 12.5),
    ("8%", {"unit": "%"}, 8),
    ("8 %", {"unit": "%"}, 8),
    ("1.5 MIN", {"unit": "min"}, 1.5),
    ("8%", {}, UNREAD),
    ("%", {"unit": "%"}, UNREAD),
    ("1 234", {}, 1234),
    ("1\u202f234,5", {"language": "fr"}, 1234.5),
    ("1\u00a0234\u00a0567", {}, 1234567),
    ("1'234.5", {"language": "de-CH"}, 1234.5),
    ("1.234,5", {"language": "de"}, 1234.5),
    ("1,234.5", {"language": "en"}, 1234.5),
    ("1.234,5", {"language": "en"}, UNREAD),
    ("1,234,567", {"language": "en"}, 1234567),
    ("1,234", {"language": "en"}, UNREAD),
    ("1.234", {"language": "de"}, UNREAD),
    ("1,000", {"language": "en", "whole": True}, 1000),
    ("1.000", {"language": "de", "whole": True}, 1000),
    ("0,125", {}, 0.125),
    ("1 23", {}, UNREAD),
    ("27 people", {}, UNREAD),
    ("1e3", {}, UNREAD),
    ("\uff12\uff17", {}, 27),
    ("3", {"language": "no such language"}, 3),
]


@pytest.mark.slow
def test_a_number_is_read_as_it_is_written(page):
    """Each text gives its number, nothing for nothing, and is not read where it may mean two numbers."""
    page.goto("about:blank")

    found = page.evaluate(
        """async ([text, cases]) => {
          const { numberFrom } = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
          return cases.map(([given, how]) => numberFrom(given, how) === undefined ? "unread" : numberFrom(given, how));
        }""",
        [compose(FOLDER / "numbers.js"), [case[:2] for case in CASES]],
    )

    assert dict(zip([str(case[:2]) for case in CASES], found, strict=True)) == {
        str(case[:2]): case[2] for case in CASES
    }
