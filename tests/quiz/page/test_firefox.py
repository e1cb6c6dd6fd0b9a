"""The page of a quiz in Firefox, from a disk."""

import asyncio
import json

import pytest
from quiz.page import firefox

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.page.page import page as page_of

PRESS = "[...document.querySelectorAll('button')].find((each) => each.checkVisibility() && each.textContent === {name!r}).click()"
STATUS = "document.querySelector('.cpd-quiz-status')?.textContent"


@pytest.mark.slow
@pytest.mark.skipif(
    not firefox.installed(), reason="no Firefox: install firefox-esr, or name it in CPD_FIREFOX"
)
def test_answers_are_kept_and_the_file_is_saved(kinds_folder, tmp_path):
    """An answer outlives a reload, and the hand-in file is saved with Python's own receipt."""
    place, downloads = tmp_path / "kinds.html", tmp_path / "downloads"
    place.write_text(page_of(questions_file.read(kinds_folder)), encoding="utf-8")
    downloads.mkdir()

    async def take():
        async with firefox.open_tab(tmp_path, downloads) as tab:
            await tab.go(place.as_uri())
            await tab.until(STATUS)
            await tab.run("document.querySelector('input[type=radio][value=june]').click()")
            await tab.until(f"{STATUS}.startsWith('Saved')")
            await tab.go(place.as_uri())
            assert await tab.until("document.querySelector('input[value=june]')?.checked")
            for name in ("Review and make the hand-in file", "Make the hand-in file"):
                await tab.run(PRESS.format(name=name))
            for at, text in enumerate(("Anna Bell", "anna")):
                await tab.run(f"document.querySelectorAll('.cpd-quiz-person input')[{at}].value = {text!r}")
            await tab.run(PRESS.format(name="Save the file"))
            code = await tab.until("document.querySelector('.cpd-quiz-code')?.textContent")
            for _ in range(100):
                # Firefox puts an empty file there until the whole one has come.
                if any(path.stat().st_size for path in downloads.glob("kinds-anna.json")):
                    break
                await asyncio.sleep(0.1)
            return code

    code = asyncio.run(take())

    data = json.loads((downloads / "kinds-anna.json").read_text())
    assert data["answers"]["kin-single"]["value"] == "june"
    assert code == data["receipt"] == receipt.code("kinds", "A", {"kin-single": "june"})
