"""Onto paper and into workbooks: what is the same for a letter, a result and a report."""
