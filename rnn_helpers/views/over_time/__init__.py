"""What is drawn over the time steps.

timeline    one line a unit; tokens below the steps
unit_lines  many units as thin lines
many_runs   one number of many runs, up to now
runs        runs side by side, a panel for each kind
log_lines   sizes as powers of ten, as lines and as bars
scan_tree   the rounds of a parallel scan; target_rings, where dots should come to stand
lanes       pulses, states, answers; lane_rows are the rows of one lane
"""
