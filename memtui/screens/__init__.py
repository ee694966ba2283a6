"""The screens of the app, and what decides their layout."""
