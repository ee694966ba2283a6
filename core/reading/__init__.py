"""Looking for memories: lists and their pages, filters, the past, and the index of a search."""
