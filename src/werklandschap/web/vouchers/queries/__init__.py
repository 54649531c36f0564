"""What the pages of vouchers ask."""
