"""What people and sessions did, and taking it back as new versions."""
