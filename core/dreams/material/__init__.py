"""What miners stand on: entries, what the sessions testify, and a working copy of the store."""
