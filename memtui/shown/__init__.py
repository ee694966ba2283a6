"""What screens show, as values that are ready to be drawn. Pure."""
