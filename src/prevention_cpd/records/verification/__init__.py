"""Whether a certificate holds: in Python and on the checking page, which say the same of each."""
