"""Parks that take part: partner status, following, Green Deals and their money."""
