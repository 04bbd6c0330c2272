"""What the templates of interventions may use."""
