"""How a memory changes: what is asked before, the step that writes, and what a refusal keeps."""
