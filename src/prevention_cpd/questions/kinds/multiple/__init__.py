"""Several right answers; wrong ticks are weighed against right ones."""
