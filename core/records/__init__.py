"""What is recorded of memories, versions, stores, sessions and keys, and read from its rows."""
