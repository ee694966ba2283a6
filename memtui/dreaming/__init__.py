"""A dream as it is asked for, and the process that does its work."""
