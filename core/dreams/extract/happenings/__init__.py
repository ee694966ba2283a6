"""
What happened when, by the lines of logs and tables.
"""
