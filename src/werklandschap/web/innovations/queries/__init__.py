"""Reads of the innovation database."""
