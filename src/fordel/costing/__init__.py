"""What interventions cost: ingredients in, cost per child, per unit and per year out."""
