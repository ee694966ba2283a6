"""
English as it is written: words by what they do, clauses, and what a sentence says.
"""
