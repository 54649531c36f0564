"""What a first visitor sees: a generated country, people of every role, real files."""
