"""The bundle, unpacked and opened from disk as on a machine without a network."""

import shutil
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

from prevention_cpd.book.editions import bundle
from prevention_cpd.core import settings
from prevention_cpd.core.tree import find

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(book, tmp_path_factory):
    """Return the folder that unpacking makes; what stands in the handbook is tested elsewhere."""
    folder = tmp_path_factory.mktemp("unpacked")
    bundle.write(folder / "course.zip", book, b"%PDF-1.7", settings.load(find().settings))
    with zipfile.ZipFile(folder / "course.zip") as packed:
        packed.extractall(folder)
    return next(path for path in folder.iterdir() if path.is_dir())


def test_every_page_opens_from_disk(unpacked, page, one_in):
    """Each page shows its title and its activities, and no file that it asks for is missing."""
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    pages = sorted((unpacked / "book").rglob("*.html"))
    for path in one_in(pages, 4):
        page.goto(path.as_uri())
        assert page.locator("h1").first.is_visible(), path
        page.wait_for_function(
            "[...document.querySelectorAll('.cpd-activity')].every(each => each.querySelector('.cpd-root'))"
        )

    assert len(pages) > 80
    assert failed == []


def test_links_of_the_start_page_lead_somewhere(unpacked, page):
    """Unpacked, it offers book, handbook and notebooks, and says nothing of unpacking."""
    page.goto((unpacked / "START.html").as_uri())

    links = page.get_by_role("link").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) == 3
    assert all((unpacked / link).exists() for link in links)
    assert not page.get_by_role("heading", level=2).is_visible()
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    page.get_by_role("link").first.click()
    assert page.locator("#cpd-contents").count() == 1


def test_inside_the_zip_it_says_to_unpack_first(unpacked, browser, tmp_path):
    """Opened inside the zip, the page lies alone; it then says what to do, also without JavaScript."""
    shutil.copy(unpacked / "START.html", tmp_path)
    page = browser.new_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto((tmp_path / "START.html").as_uri())

    assert page.get_by_role("heading", level=2).is_visible()
    assert page.get_by_role("link").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
