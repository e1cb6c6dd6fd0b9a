"""Every attempt at a quiz, kept as data; and which of them counts."""
