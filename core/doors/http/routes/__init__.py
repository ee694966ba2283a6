"""
What the door answers, one subject a file; each gives its routes as a table.
"""
