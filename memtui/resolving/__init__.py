"""A conflict while a person decides it, without a screen."""
