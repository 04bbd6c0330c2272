"""The model as data, and the pure steps that take a profile to kroner, leaving a trace."""
