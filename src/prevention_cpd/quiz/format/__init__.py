"""The files of a quiz, each read and written here: notebook cells, questions.json, a grade cell's key."""
