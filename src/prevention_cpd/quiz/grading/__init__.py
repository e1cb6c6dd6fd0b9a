"""Grade a whole class in one pass: what `nbgrader autograde` does, without its cost for each submission.

Workers read submissions and write graded notebooks; one writer puts the rows
into the gradebook, many at a time. A submission is done when its folder stands
in `autograded/`, and it gets there last, so a run that was killed goes on where
it stopped.
"""
