"""Conflicts that somebody decides about: the three texts, drafts, and the version that ends one."""
