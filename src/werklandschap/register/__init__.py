"""Business parks as they are registered (IBIS): fields, definitions, validation."""
