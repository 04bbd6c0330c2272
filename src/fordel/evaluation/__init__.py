"""What came of interventions: implementation, results, effects, maturity, and how it is told."""
