"""Certificates: what a provider asks for, issuing, the sheet with its code, and taking one back."""
