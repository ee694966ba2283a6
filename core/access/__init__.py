"""Who may see and write what: scopes, keys, and the stores that a session has."""
