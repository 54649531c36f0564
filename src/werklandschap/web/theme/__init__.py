"""Looks: base template, tokens, components and shared scripts."""
