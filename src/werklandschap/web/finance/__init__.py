"""Who pays, who gains, and how a plan is financed."""
