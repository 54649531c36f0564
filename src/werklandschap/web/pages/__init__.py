"""Pages about the platform itself, its health and its faults."""
