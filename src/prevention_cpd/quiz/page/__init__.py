"""A quiz as one HTML file: it needs no server, keeps the answers in the browser, and saves a hand-in file."""
