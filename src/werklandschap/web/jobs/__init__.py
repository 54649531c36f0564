"""Long work that survives whatever happens to the process that does it."""
