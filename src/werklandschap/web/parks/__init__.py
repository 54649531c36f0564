"""The business parks, where they lie and who sees them."""
