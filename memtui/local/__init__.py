"""The answers to `memtui.backend`, from a workspace file on this machine or one that is served."""
