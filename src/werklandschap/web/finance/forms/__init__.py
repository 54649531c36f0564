"""What people fill in about the money of plans."""
