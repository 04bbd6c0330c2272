"""Results told on a screen: tables people read, and the same for programs."""
