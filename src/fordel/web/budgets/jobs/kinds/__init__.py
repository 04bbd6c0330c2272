"""What can be done in the background: each module here registers its kinds by itself."""
