"""The outbox: letters that are written with what they tell of, and sent until delivered."""
