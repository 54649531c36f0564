"""Reads of the learning network."""
