"""The receipt that the page works out is the one that Python works out when the file arrives."""

import json
from pathlib import Path

import pytest

import prevention_cpd.quiz.page
from prevention_cpd.frontend import compose
from prevention_cpd.questions import receipt

MODULE = Path(prevention_cpd.quiz.page.__file__).parent / "js" / "receipt-code.js"
#: Values as a page can hold them: of every kind of question, and numbers and letters that the languages write apart.
VALUES = [
    {},
    {"a": "x"},
    {"b": ["two", "one"], "a": "x"},
    {"match": {"saw": "dividing", "hammer": "knocking"}},
    {"blank": "  \t", "none": None, "empty": [], "left": {}, "given": "yes"},
    *(
        {"number": number}
        for number in (0, -0.0, 27, 1.5, -12.25, 0.1, 0.0001, 0.00001, 1.5e-7, 123456789012345680000, 1e21)
    ),
    *(
        {"number": number}
        for number in (1.7976931348623157e308, 5e-324, 9007199254740993, 1e16, 123456.789e3)
    ),
    {"text": 'Straße, naïve café – “quoted” \\ / " \b\f\n\r\t\x00\x1f\x7f\x80 😀'},
    {"Ω": "1", "z": "2", "\uffff": "3", "😀": "4", "zz": "5", "": "6"},
    {"text": "long " * 4000},
    *({"text": "x" * length} for length in range(40, 125)),
]
IN_PAGE = """async ([module, cases]) => {
    const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
    const { receiptCode } = await import(url);
    return JSON.parse(cases).map((values) => [JSON.stringify(values), receiptCode("risk", "A", values)]);
}"""


@pytest.mark.slow
def test_page_and_python_agree(page):
    """For every value that a page can hold both give the same code; what goes between them is JSON."""
    found = page.evaluate(IN_PAGE, [compose(MODULE), json.dumps(VALUES)])

    assert len(found) == len(VALUES)
    # What the file holds is the page's own JSON.
    assert [code for _text, code in found] == [
        receipt.code("risk", "A", json.loads(text)) for text, _code in found
    ]
