"""A written answer, marked by a person with a rubric."""
