"""Curves, bars.

named_lines   lines over a common axis, each with its name
cobweb        the new state read off a curve, again and again
lens          a small part of a cobweb, ten times as large
output_rows   a row for each step, its output as a bar
gain_trace    where journeys end, over a number that grows
loss_curve    the loss of a training so far
falling_loss  the loss at some moments of a training
bars          probabilities, or other shares of a whole
ranked_bars   the largest of many probabilities
truth_ticks   where the bars should end
drawn_counts  how often each row of the bars was drawn
word_bars     an upright bar for each word of a text
length_bars   a bar for each word, as long as its column
growth        numbers that grow, beside numbers that do not
"""
