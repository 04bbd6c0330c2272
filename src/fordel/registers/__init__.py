"""What the municipality knows, read and checked: units, children, criteria, districts, money lists.

Nothing is counted here. A file is taken whole or refused whole, with every problem named.
"""
