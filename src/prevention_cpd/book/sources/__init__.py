"""Where a page says what it rests on: figures, sources, terms, bodies, and the panel that opens there."""
