"""The support desk: questions, those who work on them, and what came of it."""
