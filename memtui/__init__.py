"""memtui: the console where people operate the memory of agents."""

__version__ = "0.1.0"
