"""
What entries claim: values, what has them, and which entries are rivals in that.
"""
