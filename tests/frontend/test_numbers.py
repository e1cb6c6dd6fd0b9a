"""Numbers as people write them: by language, with a unit, with digits in groups."""

import json
from pathlib import Path

import pytest

from prevention_cpd.frontend import FOLDER, compose

CASES = json.loads((Path(__file__).parent / "data" / "numbers.json").read_text(encoding="utf-8"))
IN_PAGE = """async ([text, cases]) => {
  const { numberFrom } = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  return cases.map(([typed, unit, language]) => {
    const number = numberFrom(typed, { unit, language });
    return number === undefined ? "unreadable" : number;
  });
}"""


@pytest.mark.slow
def test_a_number_is_read_as_its_writer_means_it(page):
    """Thousands, fractions and units are read in the language of the page; what is unclear is refused."""
    page.goto("about:blank")

    found = page.evaluate(IN_PAGE, [compose(FOLDER / "numbers.js"), CASES])

    assert list(zip([case[:3] for case in CASES], found, strict=True)) == [
        (case[:3], case[3]) for case in CASES
    ]
