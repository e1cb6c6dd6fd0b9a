"""Questions for other systems: one module a format, and for each file a report of what it cannot hold.

A format is a module with `write(selection)`, which gives an `Export`, and `ids_in(data)`, which reads the ids
of the questions back out of a file that it wrote.
"""

from prevention_cpd.exports import gift, moodle_xml, qti
from prevention_cpd.exports.export import Export, Loss
from prevention_cpd.exports.private_file import write_file
from prevention_cpd.exports.selection import Selection, of_banks, of_quiz

__all__ = ["FORMATS", "Export", "Loss", "Selection", "of_banks", "of_quiz", "write_file"]

#: Each format by the name that the command gives it.
FORMATS = {"gift": gift, "moodle-xml": moodle_xml, "qti": qti}
