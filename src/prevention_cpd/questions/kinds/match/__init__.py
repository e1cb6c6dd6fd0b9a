"""Two lists whose members belong together; each right pair counts."""
