"""Marking written answers: one question for everybody, by criterion, with anchors and a second marker.

What stands for an answer is worked out from the acts of markers, none of which is ever changed; the total
goes to nbgrader's gradebook, and what is changed there is noticed.
"""
