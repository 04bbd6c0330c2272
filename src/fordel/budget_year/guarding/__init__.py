"""What of a year others than its makers may see: all of it protected together."""
