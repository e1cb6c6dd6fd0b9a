"""Pages that let nothing foreign out, and what every page of a quiz is looked at for."""

import contextlib
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Controls that are smaller than WCAG 2.2 asks for.
SMALL = """() => [...document.querySelectorAll('.cpd-quiz :is(button, input, select, textarea)')]
  .filter((one) => one.checkVisibility())
  .map((one) => [(one.closest('label') || one).getBoundingClientRect(), one])
  .filter(([box]) => box.width < 24 || box.height < 24).map(([, one]) => one.outerHTML)"""


@contextlib.contextmanager
def quiet_pages(browser):
    """Give a function that opens a page; afterwards no foreign request and no exception may have been seen.

    JupyterLab's own warnings in the console are not ours to mend.
    """
    contexts, seen = [], []

    def route(route, request):
        if urlsplit(request.url).hostname in {"127.0.0.1", None} or request.url.startswith(
            ("data:", "blob:")
        ):
            route.continue_()
        else:
            seen.append(request.url)
            route.abort()

    def open_page(**options):
        contexts.append(browser.new_context(**options))
        contexts[-1].route("**/*", route)
        page = contexts[-1].new_page()
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: seen.append(f"exception: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert seen == []


def axe(page):
    """Return what axe finds in the page."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [(each["id"], each["nodes"]) for each in found]


def look(page):
    """Look at what is shown, dark at 320 px and light and wide: axe, sideways scrolling, small targets."""
    for width, scheme in ((320, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []
