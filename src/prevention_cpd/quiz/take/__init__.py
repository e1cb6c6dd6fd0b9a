"""Taking a quiz: the page, what is saved, and handing it in."""
