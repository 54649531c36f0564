"""The innovation database: what worked, where, under which conditions, and what failed."""
