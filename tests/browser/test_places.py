"""Sheets by place in a browser: a reader chooses once, and without a script everything can be read."""

from __future__ import annotations

import pytest
from book.conftest import small_book
from book.directives.test_jurisdiction import PLACES

pytestmark = pytest.mark.slow

PAGE, OTHER = "modules/terminology/index.html", "modules/terminology/second.html"
THIRD = "modules/terminology/third.html"


@pytest.fixture(scope="module")
def small(tmp_path_factory, serve):
    """Return the address of a small book with two places on two pages."""
    book = small_book(tmp_path_factory.mktemp("places"))
    book.write("assets/jurisdictions.yml", PLACES)
    book.page("```{jurisdiction} duties\n```")
    book.page("```{jurisdiction} help\n```", "modules/terminology/second")
    book.page("```{help-lines}\n```", "modules/terminology/third")
    book.replace(
        "_toc.yml", "terminology/second\n", "terminology/second\n      - file: modules/terminology/third\n"
    )
    return serve(book.build().out)


def test_one_choice_holds_for_every_page(small, page):
    """The chosen place opens and the others go, here and on the next page, until all are asked for."""
    page.goto(small + PAGE)
    choice = page.get_by_label("Your jurisdiction:")
    pear, apple = (page.locator(f"[data-cpd-place={name}land]") for name in ("pear", "apple"))
    assert apple.is_visible()

    choice.select_option("pearland")
    assert (pear.get_attribute("open"), apple.is_visible()) == ("", False)
    page.goto(small + OTHER)
    assert choice.input_value() == "pearland"
    assert (pear.is_visible(), apple.is_visible()) == (True, False)

    choice.select_option("")
    assert apple.is_visible()


def test_a_choice_takes_the_place_of_the_fold_around_all(small, page):
    """Help lines of all places are one fold; a chosen place stands there instead, on the next visit too."""
    page.goto(small + THIRD)
    fold, pear = page.locator(".cpd-places-all"), page.locator("[data-cpd-place=pearland]")
    assert not pear.is_visible()

    page.get_by_label("Your jurisdiction:").select_option("pearland")
    assert pear.is_visible()
    assert not fold.locator("> summary").is_visible()
    page.reload()
    assert pear.is_visible()
    page.get_by_label("Your jurisdiction:").select_option("")
    assert fold.locator("> summary").is_visible()
    assert page.locator("[data-cpd-place=appleland]").is_visible()


def test_paper_has_the_chosen_place_or_all(small, page):
    """Printing lays open what is shown, and nothing else."""
    page.goto(small + PAGE)
    duty = page.get_by_text("Tell the gardener.")
    assert not duty.is_visible()

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert duty.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.get_by_label("Your jurisdiction:").select_option("pearland")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not duty.is_visible()


def test_without_a_script_every_place_opens(small, watch):
    """No choice is offered that would do nothing; each place is a fold of its own."""
    page = watch(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(small + PAGE)

    assert not page.get_by_label("Your jurisdiction:").is_visible()
    page.locator("summary", has_text="Appleland").click()
    assert page.get_by_text("Tell the gardener.").is_visible()
