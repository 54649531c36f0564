"""What people want of a park, and what they design and plan to get there."""
