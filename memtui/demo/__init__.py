"""The demo: a sample workspace, and agents that write into it live, each as a real writer."""
