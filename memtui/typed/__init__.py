"""What a person types, as values: paths, filters, stores. Pure."""
