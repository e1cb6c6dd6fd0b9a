"""CPD records and certificates: what both need stands here, each kind of work in a folder of its own."""
