"""What happens in a workspace and how it stands, for people who look after it."""
