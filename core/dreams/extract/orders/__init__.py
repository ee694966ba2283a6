"""
Text that gives orders to whoever reads it, and the disguises that such text wears.
"""
