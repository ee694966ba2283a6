"""Lines and words of texts, compared and changed: what diff, merge and blame stand on. Pure."""
