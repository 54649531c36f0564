"""The engine's front door: whole questions, answered with the packages below."""
