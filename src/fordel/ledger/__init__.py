"""The year's money, entry by entry: what moves in the middle of the year, and why.

A ledger opens with an approved run and only ever grows. Its entries are balanced, so that the
units, the reserve and what is set aside always sum to the frame.
"""
