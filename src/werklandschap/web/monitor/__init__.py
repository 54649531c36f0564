"""Whether the swarm is on course."""
