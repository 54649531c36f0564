"""Forms of the innovation database."""
