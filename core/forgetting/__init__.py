"""Taking text out of a workspace for good: one version, or a secret wherever it stands."""
