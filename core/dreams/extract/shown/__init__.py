"""
What tools show, cut into cells: which value stands under which words, in which record.

Pure. Objects, tags, tables, assignments, names with values and rows are told by their signs alone;
whatever is left is prose, cut into its clauses.
"""
