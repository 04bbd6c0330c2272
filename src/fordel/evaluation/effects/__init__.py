"""Did the intervention have an effect? Designs, checks, and words that say no more than they may."""
