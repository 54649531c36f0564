"""The label: an open pre-score, assessments and certificates."""
