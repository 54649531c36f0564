"""Everything that can happen to vouchers."""
