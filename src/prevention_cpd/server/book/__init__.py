"""The compiled book, for anybody."""
