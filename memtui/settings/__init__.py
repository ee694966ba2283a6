"""What a person configured, and what was open, kept outside of the workspace."""
