"""Everything that the pages of the programme as a whole read."""
