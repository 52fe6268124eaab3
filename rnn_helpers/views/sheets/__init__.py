"""Diagrams and calculations on paper, measured in pixels.

flow             embed -> hidden -> softmax, a number in every box
flow_layouts     where its boxes stand
gate_sheet       a unit with gates: every factor in sight
ledger           two units: every product and every sum
circles_and_arrows  two units as a network; how wide an arrow is, says its weight
unrolled         the network unrolled over time
stored_rows      the arrays s and o, row by row
indexed_arrays   arrays counted from the front and from the end
lookup           three ways from a token to its push
spelling         one step as a line of boxes
differences      two runs beside each other
backward_pass    from the error of each word back to its state
verdict_table    which law catches which network
softmax_sheet    softmax as a calculation on paper
marked_text      words in lines, and marks under wrong ones
coloured_text    characters, and behind each a number as a colour
labelled_numbers symbols with their numbers
"""
