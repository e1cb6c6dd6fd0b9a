"""`python -m prevention_cpd.cli`, where the command is not on the path."""

from prevention_cpd.cli import main

main()
