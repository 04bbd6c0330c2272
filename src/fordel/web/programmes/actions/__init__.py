"""What changes something: permission, state, writing and audit in one transaction."""
