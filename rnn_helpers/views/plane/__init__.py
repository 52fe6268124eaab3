"""What is drawn in the plane of two units.

state_plane        the path of a state
cloud              the states of many runs at one time
words_on_path      the words of a sentence beside it
two_paths          two runs, and the line from one to the other
arrow_pair         two arrows, and the arrow between their tips
column_arrows      columns of U as arrows
regions            which token wins where
basins             where the states of each part end
attractors         fixed points, cycles, what never repeats
border_curves      the borders between basins
arrow_field        arrows from each state towards the next
warped_grid        what a step makes of the square
"""
