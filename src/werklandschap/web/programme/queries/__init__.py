"""What the pages of the programme ask."""
