"""Activities and practice questions in a page: from the cell that places one to the live part."""
