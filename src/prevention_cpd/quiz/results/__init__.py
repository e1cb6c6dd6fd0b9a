"""What comes of it: feedback for learners, class list and export for trainers."""
