"""Pages of the innovation database."""
