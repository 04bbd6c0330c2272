"""Telling the result: why a unit gets what it gets, the budget letter, the workbook.

This room computes nothing but how a figure is written.
"""
