"""What may be seen: every query takes the person's standing."""
