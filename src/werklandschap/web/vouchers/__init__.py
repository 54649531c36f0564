"""Vouchers: rounds, applications, decisions, deliveries and payments."""
