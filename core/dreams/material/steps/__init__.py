"""
What agents did, call by call: what failed, and what made it work.
"""
