"""
Whether two texts say the same, and one text from several that do.
"""
