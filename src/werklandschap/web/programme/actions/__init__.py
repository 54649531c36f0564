"""Everything that can happen in the programme."""
