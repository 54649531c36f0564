"""Every change to scores, assessments and certificates."""
