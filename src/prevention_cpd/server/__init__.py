"""The one web application: the book, a learner's home and quizzes, and for trainers the desk.

Each folder with a `handlers.py` is a part of it: that module's `HANDLERS` lists pairs of a pattern, below the
server's own address, and a handler. Its `strings.yml` holds the part's words; `js/` and `css/` what pages
load; `MENU` lists pairs of a role and the path that the menu leads to, named by the part's word `menu`.
"""
