"""The evidence: figures, sources, and how they are cited. Knows no host."""

from prevention_cpd.evidence.citing import resolver
from prevention_cpd.evidence.initiatives import Initiative, Initiatives
from prevention_cpd.evidence.initiatives import load as load_initiatives
from prevention_cpd.evidence.references import Reference, References
from prevention_cpd.evidence.references import load as load_references
from prevention_cpd.evidence.register import Fact, Register, load

__all__ = [
    "Fact",
    "Initiative",
    "Initiatives",
    "Reference",
    "References",
    "Register",
    "load",
    "load_initiatives",
    "load_references",
    "resolver",
]
