"""Curves, bars.

cobweb       the new state read off a curve, again and again
lens         a small part of a cobweb, ten times as large
output_rows  a row for each step, its output as a bar
bars         probabilities, or other shares of a whole
growth       numbers that grow, beside numbers that do not
"""
