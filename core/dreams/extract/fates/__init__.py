"""
What a line says became of a thing: renamed, moved, replaced, gone, or not found.
"""
