"""
Miners: each finds one kind of thing, as a pure function of the working copy and the sessions.

A miner's findings count their lines in the working copy that it was given, and do not overlap.
"""
