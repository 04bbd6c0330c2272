"""What is wrong with a large source of children, or with a profile that was kept.

A source has no rows that could be named: its problems are counted, and never quoted.
"""
