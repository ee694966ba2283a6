"""
What tools show of a claim: the same value, another one, or nothing to the point.
"""
