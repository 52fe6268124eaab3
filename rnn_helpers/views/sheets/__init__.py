"""Diagrams and calculations on paper, measured in pixels.

flow             embed -> hidden -> softmax, a number in every box
ledger           two units: every product and every sum
circles_and_arrows  two units as a network; how wide an arrow is, says its weight
unrolled         the network unrolled over time
stored_rows      the arrays s and o, row by row
indexed_arrays   arrays counted from the front and from the end
lookup           three ways from a token to its push
spelling         one step as a line of boxes
differences      two runs beside each other
softmax_sheet    softmax as a calculation on paper
marked_text      words in lines, and marks under wrong ones
labelled_numbers symbols with their numbers
"""
