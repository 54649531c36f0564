"""Everything that changes the learning network."""
