"""Taking what proposals hold of a redacted version or of a deleted transcript out of them."""
