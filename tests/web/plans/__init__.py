"""Promises of ambitions, designs and plans."""
