"""The hand-in file is a stranger's: whatever JSON it holds, it is read or refused with a sentence."""

import json
import os

from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_cpd.questions import answers
from prevention_cpd.questions.regular import RefusedError
from prevention_cpd.quiz.intake import hand_in_file

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
NAMES = st.sampled_from(["risk", "A", "../x", "", "a b", "x" * 500])
#: Near enough to a hand-in that the reader looks at every part.
NEAR = st.fixed_dictionaries(
    {
        "schema": st.just(1) | ANY,
        "type": st.just("cpd-hand-in") | ANY,
        "quiz": NAMES | ANY,
        "form": NAMES | ANY,
        "version": NAMES | ANY,
        "learner": st.fixed_dictionaries({"id": st.text() | ANY, "name": st.text() | ANY}) | ANY,
        "answers": st.dictionaries(
            st.text(max_size=5), st.fixed_dictionaries({"value": ANY}) | ANY, max_size=4
        )
        | ANY,
        "saved_at": st.sampled_from(
            ["2026-11-20T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"]
        )
        | ANY,
        "receipt": ANY,
    }
)


@settings(max_examples=int(os.environ.get("CPD_FUZZ_EXAMPLES", "300")), deadline=None)
@given(NEAR | ANY)
def test_anything_is_read_or_refused(data):
    """Nothing but a refusal in words comes of any JSON; what is read has a receipt and can be written again."""
    hand_in_file.made_at(data)
    try:
        found = hand_in_file.read(answers.load(json.dumps(data).encode()))
    except RefusedError:
        return
    assert len(found.receipt) == len("XXXX-XXXX-XXXX")
    (found.id + found.name).encode()
