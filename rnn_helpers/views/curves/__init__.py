"""Curves, bars.

cobweb       the new state read off a curve, again and again
output_rows  a row for each step, its output as a bar
gain_trace   where journeys end, over a number that grows
bars         probabilities, or other shares of a whole
"""
