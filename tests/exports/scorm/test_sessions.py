"""Sessions with a real run-time in Chromium: it refuses nothing, and a learner finds everything again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
EDITIONS = ("1.2", "2004")
PRACTICE = "modules/terminology/why-terms-matter.html"


def open_course(page, platform, edition, learner="ada", **more):
    """Open the course as a learner; give the frame of the launch page, and that of the book."""
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    page.goto(f"{platform.address}platform?edition={edition}&learner={learner}{asked}")
    launch = page.frame_locator("#course")
    expect(launch.locator("#said")).to_contain_text("kept", timeout=15_000)
    return launch, launch.frame_locator("#book")


def book_of(page, address=""):
    """Give the frame of the book as soon as it shows a page."""
    for _ in range(200):
        for frame in page.frames:
            if f"/book/{address}" in frame.url and "/book/" in frame.url:
                frame.wait_for_load_state()
                return frame
        page.wait_for_timeout(50)
    pytest.fail(f"the book never came to {address}: {[frame.url for frame in page.frames]}", pytrace=False)


def visit(page, address):
    """Go to a page of the book, as a link there does."""
    book_of(page).evaluate("(address) => { location.href = address; }", f"/course/book/{address}")
    return book_of(page, address)


def told(page, platform, learner="ada", until=bool):
    """Give what the platform was told last, as soon as it is what is waited for."""
    for _ in range(150):
        cmi = platform.kept.get(learner, {}).get("cmi")
        if cmi and until(cmi):
            return cmi
        # Not time.sleep: the requests of the page pass through this thread.
        page.wait_for_timeout(100)
    pytest.fail(f"the platform was not told: {platform.kept.get(learner)}", pytrace=False)


def status(cmi):
    """Give completion in either edition."""
    return cmi["core"]["lesson_status"] if "core" in cmi else cmi["completion_status"]


def place(cmi):
    """Give the bookmark in either edition."""
    return cmi["core"]["lesson_location"] if "core" in cmi else cmi["location"]


def tick(page):
    """Mark the section that is open as done."""
    book_of(page).locator(".cpd-section-done input").check()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_learner_goes_on_at_another_device(platform, watch, edition):
    """First visit, an answer, a tick; a crash; on another device place, answer and tick are there again."""
    lms = platform(edition)
    page = watch()
    launch, _ = open_course(page, lms, edition)
    frame = visit(page, PRACTICE)
    question = frame.locator(".cpd-activity-practice").first
    question.locator("input").first.check()
    question.get_by_role("button", name="Check my answer").click()
    first = told(page, lms, until=lambda cmi: "why-terms" in place(cmi) and rows_of(cmi))
    assert status(first) == "incomplete"
    tick(page)
    expect(launch.locator("#said")).to_contain_text("Kept in your learning platform at")
    assert page.evaluate("localStorage.length") == 0
    told(page, lms, until=lambda cmi: cmi["suspend_data"] != first["suspend_data"])
    crash(page)

    other = watch()
    open_course(other, lms, edition)
    again = book_of(other)
    assert again.url.endswith(PRACTICE)
    expect(again.locator(".cpd-section-done input")).to_be_checked()
    expect(again.locator(".cpd-activity-practice").first.locator("input").first).to_be_checked()
    assert again.evaluate("cpdKept") == "platform"


def rows_of(cmi):
    """Give the interactions, which a run-time keeps as a list or by number."""
    rows = cmi.get("interactions") or {}
    found = list(rows.values() if isinstance(rows, dict) else rows)
    return [row for row in found if isinstance(row, dict) and row.get("id")]


def crash(page):
    """End the tab as a crash does, without a word to the platform."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    page.close(run_before_unload=False)


@pytest.mark.parametrize("edition", EDITIONS)
def test_who_has_finished_stays_finished(platform, watch, edition):
    """All sections read is complete; time is told; whoever comes back and takes a tick away is complete still."""
    lms = platform(edition)
    page = watch()
    launch, _ = open_course(page, lms, edition)
    plan = page.frame(url="**/launch.html").evaluate(
        "JSON.parse(document.getElementById('plan').textContent)"
    )
    page.frame(url="**/launch.html").evaluate(
        """({ course, parts }) => { for (const part of parts.filter((each) => each.kind === "section"))
        cpdStore.setItem(`cpd:${course}:${part.key}`, JSON.stringify({ done: true, at: "2026-11-26T10:00:00.000Z" })); }""",
        plan,
    )
    told(page, lms, until=lambda cmi: status(cmi) == "completed")
    launch.get_by_role("button", name="Keep and leave").click()
    expect(launch.locator("#said")).to_have_text("Your work is kept. You can leave this page.")
    page.close()

    page = watch()
    _, book = open_course(page, lms, edition)
    visit(page, PRACTICE)
    tick_box = book.locator(".cpd-section-done input")
    expect(tick_box).to_be_checked()
    tick_box.uncheck()
    before = lms.commits["ada"]
    told(page, lms, until=lambda cmi: "why-terms" in place(cmi) and lms.commits["ada"] > before)
    assert status(lms.kept["ada"]["cmi"]) == "completed"


def test_two_learners_at_one_machine_do_not_mix(platform, watch):
    """Who comes next in the same browser finds nothing of the one before, who finds everything again."""
    lms = platform("1.2")
    page = watch()
    open_course(page, lms, "1.2", "ada")
    visit(page, PRACTICE)
    tick(page)
    told(page, lms, "ada", lambda cmi: "why-terms" in place(cmi))

    _, book = open_course(page, lms, "1.2", "bo")
    visit(page, PRACTICE)
    expect(book.locator(".cpd-section-done input")).not_to_be_checked()
    _, book = open_course(page, lms, "1.2", "ada")
    expect(book.locator(".cpd-section-done input")).to_be_checked()
    assert page.evaluate("localStorage.length") == 0


def test_own_words_go_along_when_the_learner_wants(platform, watch):
    """A reflection stays in the session, is named as not kept, and comes back once the box is ticked."""
    lms = platform("1.2")
    page = watch()
    launch, _ = open_course(page, lms, "1.2")
    key = page.frame(url="**/launch.html").evaluate(
        "JSON.parse(document.getElementById('plan').textContent).parts.find((part) => part.kind === 'reflection').key"
    )
    page.frame(url="**/launch.html").evaluate(
        "(key) => cpdStore.setItem(`cpd:${JSON.parse(document.getElementById('plan').textContent).course}:${key}`, JSON.stringify({ text: 'My own words', done: true }))",
        key,
    )
    launch.get_by_text("What is kept").click()
    expect(launch.locator("#held")).to_contain_text("With your own words, not kept:")
    without = told(page, lms)["suspend_data"]
    launch.get_by_label("Keep my own words there too").check()
    expect(launch.locator("#held")).to_be_hidden()
    assert len(told(page, lms, until=lambda cmi: cmi["suspend_data"] != without)["suspend_data"]) > len(
        without
    )

    launch, _ = open_course(page, lms, "1.2")
    kept = page.frame(url="**/launch.html").evaluate(
        "(key) => cpdStore.entries().find(([name]) => name.endsWith(key))[1]", key
    )
    assert "My own words" in kept
    expect(launch.locator("#own")).to_be_checked()


def test_a_runtime_that_comes_late_is_found_from_a_window(platform, watch):
    """The package looks for the run-time in the opener too, and waits for one that is slow."""
    lms = platform("1.2")
    page = watch()
    page.goto(f"{lms.address}platform?edition=1.2&learner=ada&window=yes&wait=2500")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open").click()
    window = opened.value
    expect(window.locator("#said")).to_contain_text("Connecting")
    expect(window.locator("#said")).to_contain_text("kept", timeout=15_000)
    told(window, lms)


def test_without_a_platform_it_is_the_book(unpacked, serve, watch):
    """Alone the page says so, shows the book, and the browser keeps what is done."""
    page = watch()
    page.goto(f"{serve(unpacked('1.2'))}launch.html")
    expect(page.locator("#said")).to_contain_text("This is the book alone")
    expect(page.locator("#leave")).to_be_hidden()
    frame = book_of(page)
    expect(frame.locator("h1").first).to_be_visible()
    frame.evaluate("localStorage.setItem('a', 'b')")
    assert page.evaluate("localStorage.getItem('a')") == "b"


#: A run-time that does what `window.mood` says.
MOODY = """window.mood = "well"; window.told = []; window.lessonMode = ""; window.commits = 0;
window.API = {
  LMSInitialize: () => String(mood !== "refuses"), LMSFinish: () => String(mood === "well"), LMSGetValue: (name) => (name === "cmi.core.lesson_mode" ? lessonMode : ""),
  LMSSetValue: (name, value) => { if (mood === "throws") throw new Error("broken"); told.push([name, value]); return String(["well", "slow"].includes(mood)); },
  LMSCommit: () => {
    for (const end = Date.now() + (mood === "slow" ? 300 : 0); Date.now() < end;);
    commits += 1;
    return String(["well", "slow"].includes(mood));
  }, LMSGetLastError: () => (mood === "ended" ? "301" : "101"),
};"""


@pytest.fixture
def moody(unpacked, serve, watch):
    """Return a function that opens the page with a run-time of one mood."""

    def start(mood="well", mode="normal", **options):
        page = watch(**options)
        page.add_init_script(f"if (self === top) {{ {MOODY} mood = '{mood}'; lessonMode = '{mode}'; }}")
        page.goto(f"{serve(unpacked('1.2'))}launch.html")
        return page

    return start


def change(page, mood):
    """Let the run-time be of another mood, and the learner do something."""
    page.evaluate("(mood) => { window.mood = mood; cpdStore.setItem('cpd:theme', mood); }", mood)


@pytest.mark.parametrize("mood", ["fails", "throws"])
def test_what_is_not_taken_is_never_called_kept(moody, mood):
    """The page says since when nothing is kept, tries again, and says so when it has worked."""
    page = moody()
    expect(page.locator("#said")).to_contain_text("Kept in your learning platform at")
    change(page, mood)
    expect(page.get_by_role("alert")).to_contain_text("Not kept since")
    page.evaluate("told.length = 0")
    change(page, "well")
    # An empty line is not shown, so it has no role to be found by.
    expect(page.locator("#warning")).to_be_empty(timeout=25_000)
    assert "cmi.suspend_data" in [name for name, _ in page.evaluate("told")]


def test_a_slow_platform_is_asked_less_often(moody):
    """A commit of 0.3 seconds is not repeated within 6, whatever the learner does; then all of it is kept."""
    page = moody("slow")
    expect(page.locator("#said")).to_contain_text("Kept in your learning platform at")
    page.evaluate("commits = 0")
    for each in range(20):
        page.evaluate("(each) => cpdStore.setItem('cpd:theme', `colours ${each}`)", each)
        page.wait_for_timeout(200)
    assert page.evaluate("commits") <= 1
    page.wait_for_function("commits > 0", timeout=10_000)
    page.wait_for_function("commits < 4")
    assert page.locator("#warning").inner_text() == ""


def test_what_has_no_room_is_named(moody):
    """Own words that are too long for the platform are told in the warning and named below “What is kept”."""
    page = moody()
    page.get_by_text("What is kept").click()
    page.get_by_label("Keep my own words there too").check()
    title = page.evaluate(
        """() => {
        const { course, parts } = JSON.parse(document.getElementById("plan").textContent);
        const part = parts.find((each) => each.kind === "reflection");
        let lot = 1; // letters that no coding makes shorter
        const text = Array.from({ length: 6000 }, () => String.fromCharCode(97 + ((lot = (lot * 48271) % 2147483647) % 26))).join("");
        cpdStore.setItem(`cpd:${course}:${part.key}`, JSON.stringify({ text, done: true }));
        return part.title;
        }"""
    )
    expect(page.get_by_role("alert")).to_contain_text("has no room for 1 of your answers")
    expect(page.locator("#left")).to_contain_text(title)


def test_a_session_that_the_platform_ended_is_told(moody):
    """Nothing more is sent, the book stays, and the learner reads what to do."""
    page = moody()
    expect(page.locator("#said")).to_contain_text("Kept in your learning platform at")
    change(page, "ended")
    expect(page.get_by_role("alert")).to_contain_text("ended the session")
    before = page.evaluate("told.length")
    change(page, "well")
    page.wait_for_timeout(2500)
    assert page.evaluate("told.length") == before


def test_who_comes_back_after_the_end_is_sent_and_told(moody):
    """A platform that opens the course for review gets everything; the page does not promise that it stays."""
    page = moody(mode="review")
    expect(page.locator("#said")).to_contain_text("not every platform keeps")
    page.evaluate("told.length = 0")
    page.evaluate("cpdStore.setItem('cpd:theme', 'dark')")
    expect(page.locator("#said")).to_contain_text("Sent to your learning platform at")
    assert "cmi.suspend_data" in [name for name, _ in page.evaluate("told")]
    page.get_by_role("button", name="Keep and leave").click()
    expect(page.locator("#said")).to_contain_text("was sent")


def test_who_looks_only_is_told_that_nothing_is_kept(moody):
    """A preview sends nothing."""
    page = moody(mode="browse")
    expect(page.locator("#said")).to_contain_text("not kept")
    page.evaluate("cpdStore.setItem('cpd:theme', 'dark')")
    page.wait_for_timeout(2500)
    assert page.evaluate("told") == []


def test_an_end_that_is_not_confirmed_is_told_once(moody):
    """Who leaves while the platform fails reads that it did not confirm, and nothing else."""
    page = moody()
    expect(page.locator("#said")).to_contain_text("Kept in your learning platform at")
    page.evaluate("window.mood = 'fails'")
    page.get_by_role("button", name="Keep and leave").click()
    expect(page.get_by_role("alert")).to_contain_text("did not confirm the last changes")
    expect(page.locator("#said")).to_be_empty()


def test_a_platform_that_refuses_leaves_the_book(moody):
    """Without a session the book is shown, and the learner is told what to do."""
    page = moody("refuses")
    expect(page.get_by_role("alert")).to_contain_text("did not open a session", timeout=15_000)
    expect(page.locator("#said")).to_contain_text("This is the book alone")
    expect(page.locator("#said")).not_to_contain_text("No learning platform was found")
    expect(book_of(page).locator("h1").first).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_is_accessible(moody, colours):
    """No fault by axe with everything unfolded, and nothing is cut off at 320 pixels."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  # only here

    page = moody(viewport={"width": 320, "height": 640}, color_scheme=colours)
    page.get_by_text("What is kept").click()
    tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]

    assert [(each["id"], node["target"]) for each in found for node in each["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
