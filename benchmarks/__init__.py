"""How fast it is, as ratios against a peer in the same run."""
