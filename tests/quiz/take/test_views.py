"""What the page of the quiz does and tells; the test plays the kernel."""

import pytest
from playwright.sync_api import expect
from quiz.kinds_steps import button, go_to_confirmation, heading
from quiz.take.lone_quiz import open_lone

#: All want Chromium: one worker does all.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("views")]


@pytest.fixture
def status(page):
    """The line at the top."""
    return page.locator(".cpd-quiz-status")


def test_a_failed_save_is_known_to_the_next_view(page, kinds_folder, status):
    """A view that is drawn again shows what could not be saved and why, and nothing is handed in without it."""
    quiz = open_lone(page, kinds_folder)
    page.evaluate("kernel.refuse = 'the disk is full.'")
    quiz.get_by_label("June").check()
    expect(status).to_have_text("Not saved: the disk is full.")
    page.evaluate("kernel.draw()")
    expect(status).to_have_text("Not saved: the disk is full.")
    expect(quiz.get_by_label("June")).to_be_checked()
    button(quiz, "Review and hand in").click()
    expect(quiz.locator("tr[data-state=failed]")).to_contain_text("Not saved")
    button(quiz, "Hand in").click()
    button(quiz, "Yes, hand in").click()
    expect(quiz.get_by_role("alert").filter(has_text="are not saved")).to_contain_text(
        "question 1. Press Try again"
    )
    page.evaluate("kernel.refuse = ''")
    button(quiz, "Try again").click()
    expect(status).to_contain_text("Saved")
    page.evaluate("kernel.draw()")
    expect(status).not_to_contain_text("Not saved")


def test_what_a_silent_kernel_never_heard_of_is_in_the_next_view(page, kinds_folder, status):
    """An answer that the kernel did not take is kept in the page; the words fit a page without a kernel's menu."""
    page.clock.install()
    quiz = open_lone(page, kinds_folder)
    page.evaluate("kernel.silent = true")
    quiz.get_by_label("June").check()
    page.clock.fast_forward(7000)
    expect(status).to_contain_text("Copy what you have just written, then load this page again")
    page.evaluate("kernel.draw()")
    expect(quiz.get_by_label("June")).to_be_checked()
    expect(status).to_contain_text("Not saved: the quiz is not answering")
    page.evaluate("kernel.silent = false")
    button(quiz, "Try again").click()
    page.clock.fast_forward(100)
    expect(status).to_contain_text("Saved")
    page.evaluate("kernel.draw()")
    expect(status).not_to_contain_text("Not saved")


def test_trying_again_keeps_the_focus_and_tells_a_second_failure(page, kinds_folder, status):
    """While it is tried the button stays and says so; a second failure is a change; at the end the focus is at the words."""
    quiz = open_lone(page, kinds_folder)
    page.evaluate("kernel.refuse = 'no.'")
    quiz.get_by_label("June").check()
    retry = button(quiz, "Try again")
    retry.focus()
    page.evaluate("""() => {
        globalThis.seen = [];
        new MutationObserver(() => seen.push(document.querySelector('.cpd-quiz-status').textContent))
            .observe(document.querySelector('.cpd-quiz-status'), { childList: true, characterData: true });
    }""")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Not saved: no.")
    expect(retry).to_be_focused()
    assert page.evaluate("seen") == ["Saving …", "Not saved: no."]
    page.evaluate("kernel.refuse = ''")
    page.keyboard.press("Enter")
    expect(retry).to_be_hidden()
    expect(status).to_contain_text("Saved")
    expect(status).to_be_focused()


def test_another_window(page, kinds_folder, status):
    """What another window has saved is taken over and told; what is being written here, or is not saved, stays."""
    quiz = open_lone(page, kinds_folder, answers={"kin-single": "may"})
    expect(quiz.get_by_label("May")).to_be_checked()
    quiz.locator("textarea").press_sequentially("mine")
    others = {"kin-single": "june", "kin-match": {"saw": "dividing"}, "kin-text": "theirs"}
    page.evaluate("others => kernel.set('answers', others)", others)
    page.evaluate("kernel.see('visible')")
    expect(quiz.get_by_label("June")).to_be_checked()
    expect(quiz.get_by_label("a saw")).to_have_value("dividing")
    expect(quiz.locator("textarea")).to_have_value("mine")
    expect(status).to_have_text("Taken over from another window: question 1, question 3.")
    # The words that were being written are saved after their pause, and nothing else.
    page.wait_for_function("kernel.sent.some((each) => each.value === 'mine')")
    assert page.evaluate("kernel.sent.filter((each) => each.question).length") == 1
    page.evaluate("kernel.set('answers', { 'kin-single': 'february' })")
    page.evaluate("kernel.set('hand_ins', [])")
    button(quiz, "Review and hand in").click()
    expect(status).to_contain_text("Taken over from another window: question 1")
    heading(quiz, "Review your answers")


def test_an_answer_that_is_gone_from_the_file(page, kinds_folder, status):
    """When the file has lost an answer, the page keeps it, says so, and saves it again."""
    quiz = open_lone(page, kinds_folder, answers={"kin-single": "may"})
    page.evaluate("kernel.set('unsaved', { 'kin-single': 'it is gone.' })")
    page.evaluate("kernel.see('visible')")
    expect(status).to_have_text("Not saved: it is gone.")
    expect(quiz.get_by_label("May")).to_be_checked()
    button(quiz, "Try again").click()
    expect(status).to_contain_text("Saved")


def test_the_focus_stays_where_it_was_when_an_answer_is_taken_over(page, kinds_folder):
    """A field that is drawn again under the learner's hands has the focus again."""
    quiz = open_lone(page, kinds_folder, answers={"kin-match": {"saw": "knocking"}})
    quiz.get_by_label("a saw").focus()
    page.evaluate("kernel.set('answers', { 'kin-match': { saw: 'dividing' } })")
    page.evaluate("kernel.see('visible')")
    expect(quiz.get_by_label("a saw")).to_have_value("dividing")
    expect(quiz.get_by_label("a saw")).to_be_focused()


def test_a_number_that_cannot_be_read_is_not_called_saved(page, kinds_folder, status):
    """The form of a number is told before; text that is none is not saved and says so; handing in waits for it."""
    quiz = open_lone(page, kinds_folder)
    field = quiz.get_by_label("Your number (min)")
    expect(field).to_have_accessible_description(
        "A number in figures, such as 27 or 12.5. The unit may stand behind it."
    )
    field.fill("about two")
    field.blur()
    line = quiz.locator("[data-question=kin-numeric] ~ .cpd-quiz-line")
    expect(line).to_have_text("Not saved: this is not a number that can be read. No answer is saved.")
    expect(status).to_have_attribute("data-state", "failed")
    # To send the same again would not help.
    expect(button(quiz, "Try again")).to_be_hidden()
    go_to_confirmation(quiz)
    button(quiz, "Yes, hand in").click()
    expect(quiz.get_by_role("alert").filter(has_text="are not saved")).to_contain_text(
        "question 5. Go back and write a number"
    )
    assert page.evaluate("kernel.sent.filter((each) => each.act === 'hand_in')") == []
    button(quiz, "No, go back").click()
    button(quiz, "Question 5").click()
    field.fill("1.5")
    expect(line).to_contain_text("Saved")
    expect(status).to_contain_text("Saved")


def test_a_slip_does_not_erase_a_saved_number(page, kinds_folder):
    """What was saved stays when the field holds no number; the line names it, and a view drawn again shows it."""
    quiz = open_lone(page, kinds_folder)
    field = quiz.get_by_label("Your number (min)")
    line = quiz.locator("[data-question=kin-numeric] ~ .cpd-quiz-line")
    field.fill("27")
    expect(line).to_contain_text("Saved")
    field.press_sequentially(" or so")

    expect(line).to_have_text(
        "Not saved: this is not a number that can be read. The answer that is saved is still 27."
    )
    sent = "kernel.sent.filter((each) => each.question === 'kin-numeric').map((each) => each.value)"
    assert set(page.evaluate(sent)) == {27}
    page.evaluate("kernel.set('saved_at', { 'kin-numeric': new Date().toISOString() })")
    page.evaluate("kernel.draw()")
    expect(field).to_have_value("27")
    expect(line).to_contain_text("Saved")
    field.fill("")
    expect(line).to_contain_text("Saved")
    assert page.evaluate(sent)[-1] is None


def test_the_open_questions_are_named_once(page, kinds_folder):
    """The list of what is not answered has the words before it as its name, and no second time."""
    quiz = open_lone(page, kinds_folder, answers={"kin-single": "may"})
    missing = quiz.get_by_role("navigation", name="Not answered yet:")
    expect(missing.get_by_text("Not answered yet:")).to_be_visible()
    assert missing.get_attribute("aria-label") is None


def test_a_time_of_another_day_has_its_day(page, kinds_folder, status):
    """A time of today is told by the clock alone, another one with its day."""
    page.clock.set_fixed_time("2026-11-22T15:00:00")
    times = {"kin-single": "2026-11-20T14:03:00", "kin-numeric": "2025-11-20T14:03:00"}
    quiz = open_lone(page, kinds_folder, saved_at=times)
    expect(status).to_have_text("Your answers of 20 November at 14:03 are here.")
    expect(quiz.get_by_text("Saved 20 November 2025 at 14:03")).to_be_visible()
    page.clock.set_fixed_time("2026-11-20T15:00:00")
    page.evaluate("kernel.draw()")
    expect(status).to_have_text("Your answers of 14:03 are here.")


def test_a_long_answer_is_printed_whole(page, kinds_folder):
    """In print the words of a written answer stand in full in place of the field."""
    text = "\n".join(f"Line {number}" for number in range(60))
    quiz = open_lone(page, kinds_folder, answers={"kin-text": text})
    written = quiz.locator(".cpd-written")
    expect(written).to_be_hidden()
    page.emulate_media(media="print")
    expect(written).to_be_visible()
    expect(quiz.locator("textarea")).to_be_hidden()
    assert written.inner_text() == text
    assert written.bounding_box()["height"] > 60 * 15


def test_the_head_covers_nothing_on_a_narrow_screen_while_it_shows_a_failure(page, kinds_folder):
    """At 320 px the words of a failure take much room, so the head then moves away with the page."""
    page.set_viewport_size({"width": 320, "height": 640})
    quiz = open_lone(page, kinds_folder)
    head = quiz.locator(".cpd-quiz-head")
    expect(head).to_have_css("position", "sticky")
    page.evaluate("kernel.refuse = 'no.'")
    quiz.get_by_label("June").check()
    expect(head).to_have_css("position", "static")


def test_a_note_has_a_line_of_its_own(page, kinds_folder, status):
    """What the learner should know before answering does not hide how saving goes, and goes when it is over."""
    quiz = open_lone(page, kinds_folder, note="The old file was kept.")
    line = quiz.locator(".cpd-quiz-told")
    expect(line).to_have_text("The old file was kept.")
    expect(status).to_contain_text("Nothing has been saved yet.")
    quiz.get_by_label("June").check()
    expect(status).to_contain_text("Saved")
    expect(line).to_have_text("The old file was kept.")
    page.evaluate("kernel.set('note', '')")
    expect(line).to_be_hidden()


def test_a_view_that_is_gone_asks_no_more(page, kinds_folder):
    """A view that is closed while it waits for the last answer to be saved does not look for ever."""
    page.clock.install()
    quiz = open_lone(page, kinds_folder)
    page.evaluate("kernel.silent = true")
    quiz.get_by_label("June").check()
    go_to_confirmation(quiz)
    button(quiz, "Yes, hand in").click()
    page.evaluate("""() => {
        kernel.stop();
        const real = globalThis.setTimeout;
        globalThis.looks = 0;
        globalThis.setTimeout = (...about) => { looks += 1; return real(...about); };
    }""")
    page.clock.run_for(1000)
    assert page.evaluate("looks") <= 1
    assert page.evaluate("kernel.sent.filter((each) => each.act === 'hand_in')") == []
