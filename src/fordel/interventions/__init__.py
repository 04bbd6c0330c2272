"""Interventions: what is done for children in vulnerable positions, described and registered."""
