"""The commands of a review that decide, by what they do; each is a command of `memtui review`."""
