"""Everything that pages of the label read."""
