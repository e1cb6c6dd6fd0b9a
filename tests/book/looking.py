"""What the tests of micro books look at: the words of an element, the one warning of a build."""

PAGE = "modules/terminology/index.md"


def words(element) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text(" ").split())


def only(micro) -> str:
    """Return the one warning of a build."""
    micro.build()
    assert len(micro.warnings) == 1, micro.warnings
    return micro.warnings[0]
