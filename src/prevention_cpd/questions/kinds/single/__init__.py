"""One right answer among several; all or nothing."""
