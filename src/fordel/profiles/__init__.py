"""Children, counted once: the only place that sees them.

A profile holds integers: how many children of a place and an age group show each pattern of
criteria. Every model, scenario and redraw works on the profile, never on the children again.
"""
