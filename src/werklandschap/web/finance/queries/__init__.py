"""Reads, and calls of the engine."""
