"""Whether a workspace is sound."""
