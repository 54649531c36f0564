"""Everything that changes the innovation database."""
