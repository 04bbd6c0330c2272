"""The effect of an intervention: designs, checks, and words that say no more than they may."""
