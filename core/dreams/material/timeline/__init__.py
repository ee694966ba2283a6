"""
All that happened over all sessions, and what follows what more often than by chance.
"""
