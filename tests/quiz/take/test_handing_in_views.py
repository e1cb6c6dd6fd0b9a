"""What the page does and tells around handing in and taking back; the test plays the kernel."""

import pytest
from playwright.sync_api import expect
from quiz.kinds_steps import button, go_to_confirmation, heading
from quiz.take.lone_quiz import hand_in_data, open_lone

#: All want Chromium: one worker does all.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("views")]


@pytest.mark.parametrize("act", ["hand_in", "take_back"])
def test_silence_after_the_beginning_claims_nothing(page, kinds_folder, act):
    """When the kernel falls silent after it has begun, the page says that it does not know, and what to do."""
    page.clock.install()
    quiz = open_lone(page, kinds_folder, hand_ins=[hand_in_data()])
    if act == "hand_in":
        go_to_confirmation(quiz)
        button(quiz, "Yes, hand in").click()
    else:
        button(quiz, "Show the receipt").click()
        button(quiz, "Take back").click()
        button(quiz, "Yes, take back").click()
    page.clock.run_for(200)
    page.evaluate("kernel.begin()")
    page.clock.fast_forward(130_000)
    told = quiz.get_by_text("it is not known whether it was")
    expect(told).to_contain_text("Load this page again")
    expect(told).not_to_contain_text("Not handed in")


@pytest.mark.parametrize(
    ("counts", "words"),
    [("last", "Takes the place of"), ("best", "Handed in before"), ("first", "Handed in before")],
)
def test_only_the_last_attempt_takes_a_place(page, kinds_folder, counts, words):
    """Where another attempt than the last may count, the receipt does not say that it stands in for one."""
    handed_in = [hand_in_data(), hand_in_data("BBBB-BBBB-BBBB", replaces="AAAA-AAAA-AAAA")]
    quiz = open_lone(page, kinds_folder, quiz={"counts": counts}, hand_ins=handed_in)
    button(quiz, "Show the receipt").click()
    rows = quiz.locator("dl > div").filter(has_text="AAAA-AAAA-AAAA")
    expect(rows).to_have_text(f"{words}receipt AAAA-AAAA-AAAA")


def test_news_is_announced(page, kinds_folder):
    """That answers have changed since the hand-in, and that every question is answered, come into a status that is there before."""
    given = {
        "kin-single": "may",
        "kin-multiple": ["lorry"],
        "kin-match": {"saw": "dividing", "hammer": "dividing"},
        "kin-order": ["writing", "folding", "posting"],
        "kin-numeric": 1,
    }
    quiz = open_lone(page, kinds_folder, answers=given, hand_ins=[hand_in_data()])
    changed, done = quiz.locator(".cpd-quiz-changed"), quiz.locator(".cpd-quiz-done")
    for region in (changed, done):
        expect(region).to_have_attribute("role", "status")
        expect(region).to_be_empty()
    page.evaluate("kernel.set('changed', true)")
    expect(changed).to_contain_text("You have changed answers since then.")
    quiz.locator("textarea").fill("words")
    expect(done).to_contain_text("Every question has an answer.")
    page.evaluate("""() => {
        globalThis.count = 0;
        for (const region of document.querySelectorAll('.cpd-quiz-changed, .cpd-quiz-done'))
            new MutationObserver(() => { count += 1; }).observe(region, { childList: true });
    }""")
    quiz.locator("textarea").fill("other words")
    page.evaluate("kernel.set('changed', true)")
    quiz.get_by_label("June").check()
    assert page.evaluate("count") == 0


def test_taking_back_is_guarded(page, kinds_folder):
    """While it runs no button of the receipt does anything and the focus stays; what goes back is what the page shows."""
    shown = hand_in_data("BBBB-BBBB-BBBB")
    quiz = open_lone(page, kinds_folder, hand_ins=[hand_in_data(), shown])
    button(quiz, "Show the receipt").click()
    button(quiz, "Take back").click()
    button(quiz, "Yes, take back").click()
    back = button(quiz, "Take back")
    expect(back).to_be_focused()
    for name in ("Copy the receipt", "Print", "Take back", "Back to the questions"):
        expect(button(quiz, name)).to_have_attribute("aria-disabled", "true")
        button(quiz, name).dispatch_event("click")
    expect(quiz.get_by_role("heading", name="Handed in")).to_be_visible()
    expect(button(quiz, "Yes, take back")).to_have_count(0)
    sent = page.evaluate("kernel.sent.filter((each) => each.act === 'take_back')")
    assert [each["hand_in"] for each in sent] == [shown]
    page.evaluate("kernel.begin(); kernel.reply({ done: false, reason: 'no.' })")
    expect(quiz.get_by_text("Not taken back: no.")).to_be_visible()
    expect(back).to_be_focused()
    expect(back).to_have_attribute("aria-disabled", "false")
    back.click()
    button(quiz, "Yes, take back").click()
    page.evaluate(
        "kernel.begin(); kernel.set('hand_ins', []); kernel.reply({ done: true, note: 'Not noted.' })"
    )
    heading(quiz, "Taken back")
    expect(quiz.get_by_text("Nothing is handed in now.")).to_be_visible()
    expect(quiz.get_by_text("Not noted.")).to_be_visible()


def test_another_way_only_where_the_exchange_failed(page, kinds_folder):
    """Help that does not fit the failure is not shown."""
    quiz = open_lone(page, kinds_folder)
    go_to_confirmation(quiz)
    for otherwise in (False, True):
        button(quiz, "Yes, hand in").click()
        page.wait_for_function("kernel.sent.at(-1).act === 'hand_in'")
        page.evaluate("on => kernel.reply({ done: false, reason: 'no.', otherwise: on })", otherwise)
        expect(quiz.get_by_role("alert").filter(has_text="Not handed in: no.")).to_be_visible()
        expect(quiz.get_by_text("send that file to your trainer")).to_have_count(int(otherwise))
        page.evaluate("kernel.sent = []")


def test_the_facts_belong_to_the_heading(page, kinds_folder):
    """Who comes to the confirmation by ear hears the facts with its heading."""
    quiz = open_lone(page, kinds_folder)
    go_to_confirmation(quiz)
    title = quiz.get_by_role("heading", name="Hand in now?")
    expect(title).to_have_accessible_description(
        "Not answered: question 1, question 2, question 3, question 4, question 5, question 6. "
        "This is form A. The quiz allows 2 attempts, each on a form of its own. "
        "Handing in again before it closes is still the same attempt. You can take it back afterwards."
    )


def test_a_deadline_passes_while_the_page_is_open(page, kinds_folder):
    """The line of the deadline and the way to take back follow the clock; the focus stays in the view."""
    page.clock.set_fixed_time("2026-11-20T14:00:00+00:00")
    quiz = open_lone(
        page, kinds_folder, quiz={"deadline": "2026-11-20T15:00:00+00:00"}, hand_ins=[hand_in_data()]
    )
    expect(quiz.get_by_text("Hand in by")).to_be_visible()
    button(quiz, "Show the receipt").click()
    button(quiz, "Take back").focus()
    page.clock.set_fixed_time("2026-11-20T15:00:01+00:00")
    page.evaluate("kernel.see('visible')")
    expect(button(quiz, "Take back")).to_have_count(0)
    heading(quiz, "Handed in")
    button(quiz, "Back to the questions").click()
    expect(quiz.get_by_text("The deadline was")).to_be_visible()
