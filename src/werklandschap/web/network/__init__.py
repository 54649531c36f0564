"""The learning network: meetings, what was learned there, and the newsletter."""
