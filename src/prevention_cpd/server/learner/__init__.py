"""What a learner sees: their quizzes, each quiz, its feedback, and what is kept of them."""
