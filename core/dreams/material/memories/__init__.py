"""
The store as a dream works on it: entries, where they stand, when they were written.
"""
