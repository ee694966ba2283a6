"""What the screens ask of a workspace, a file for each subject; `workspace` joins them."""
