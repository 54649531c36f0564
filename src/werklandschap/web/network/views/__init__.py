"""Pages of the learning network."""
