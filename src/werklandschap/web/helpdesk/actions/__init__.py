"""Everything that can happen at the desk."""
