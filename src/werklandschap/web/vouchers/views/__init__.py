"""Pages of vouchers."""
