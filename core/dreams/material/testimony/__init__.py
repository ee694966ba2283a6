"""
What the sessions may say for or against a memory: results of tools on the real thing.
"""
