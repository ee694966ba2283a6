"""The review of one dream as a screen: what its keys do, by subject, and how it is laid out."""
