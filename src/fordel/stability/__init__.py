"""How stable a run is: what other choices and older data would mean, and how much is chance."""
