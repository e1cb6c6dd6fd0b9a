"""The trainer's desk: the class, each quiz at a glance with its next step, marking, results.

Long work is one of the commands, run beside the server: what a button does can be typed as well.
"""
