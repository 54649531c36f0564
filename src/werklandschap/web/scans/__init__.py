"""Baseline scans: asked for, carried out, kept and shown."""
