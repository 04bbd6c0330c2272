"""Interventions in the browser: programmes, projects, registrations and their evaluation."""
