"""Marking answers from data, by nbgrader's own commands and in its gradebook."""
