"""Signing in: with a one-time code of the class list, with the trainer's token, or through JupyterHub."""
