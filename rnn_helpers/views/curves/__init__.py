"""Curves, bars.

cobweb       the new state read off a curve, again and again
output_rows  a row for each step, its output as a bar
bars         probabilities, or other shares of a whole
"""
