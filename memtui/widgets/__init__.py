"""The panes and lines that screens are made of. They are given core values and ask for nothing."""
