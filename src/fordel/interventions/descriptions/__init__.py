"""Descriptions of interventions: versions, what they lack, and the theory of change drawn."""
