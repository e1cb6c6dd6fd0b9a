"""A learner's own CPD record and certificate, as the trainer made them."""
