"""Look at a page that stands alone as its readers do: wide and narrow, light and dark, with axe."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page, address):
    """Return what is wrong with a page in any size and colour scheme."""
    found = []
    for width in (1280, 320):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(address)
            for rule in Axe().run(page, options=RULES).response["violations"]:
                found += [f"{width} {scheme} {rule['id']}: {node['html'][:200]}" for node in rule["nodes"]]
            if page.evaluate(WIDE) > 0:
                found.append(f"{width}: scrolls sideways")
    return found
