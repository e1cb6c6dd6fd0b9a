"""What stands around the text of a page: contents, minutes, signs, the end of the page, the search."""
