"""Everything that changes the toolbox."""
