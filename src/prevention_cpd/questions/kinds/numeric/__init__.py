"""A number, right within a tolerance; the ends count as right."""
