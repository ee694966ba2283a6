"""
The tables of a workspace as SQL, one module for each subject, and what their text columns hold.

Every change of a released table is one more text at the end of its module; none is ever edited.
"""
