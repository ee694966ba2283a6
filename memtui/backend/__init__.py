"""What the screens ask of a workspace, a file for each subject; `memtui.bridge` joins them."""
