"""
Names of things: what has one, which forms they have, and which can stand for which.
"""
