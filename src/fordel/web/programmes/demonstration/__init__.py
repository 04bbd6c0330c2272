"""The interventions of the demonstration: under way, begun in turn, and followed by pseudonym."""
