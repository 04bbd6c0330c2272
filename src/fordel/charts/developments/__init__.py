"""Developments over data periods: lines that break at gaps, the effect phase, and events."""
