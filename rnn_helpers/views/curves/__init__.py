"""Curves, bars.

named_lines  lines over a common axis, each with its name
cobweb       the new state read off a curve, again and again
lens         a small part of a cobweb, ten times as large
output_rows  a row for each step, its output as a bar
gain_trace   where journeys end, over a number that grows
bars         probabilities, or other shares of a whole
word_bars    an upright bar for each word of a text
growth       numbers that grow, beside numbers that do not
"""
