"""Plans: the package of measures that reaches a goal for the least, or the most for a budget."""
