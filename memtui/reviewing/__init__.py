"""A review as it is shown and decided on, without a screen."""
