"""What would happen: physics on arrays, fast and proven."""
