"""What is read of scans, and what the engine knows about them."""
