"""
What went wrong, by what programs print: errors, findings of linters, templates of both.
"""
