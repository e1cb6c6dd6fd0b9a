"""The class record: people, what they handed in, what it earned; kept in tables of our own beside nbgrader's.

This is the one truth. nbgrader's rows and the files in `autograded/` are written from it; what a
person changes in nbgrader's gradebook is read back. Only this package writes its tables.
"""
