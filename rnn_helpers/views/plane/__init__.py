"""What is drawn in the plane of two units.

state_plane        the path of a state
cloud              the states of many runs at one time
marked_cloud       many states, each with the mark of its kind
places_and_ways    heaps of states with their names, and the ways between them
words_on_path      the words of a sentence beside it
two_paths          two runs, and the line from one to the other
arrow_pair         two arrows, and the arrow between their tips
column_arrows      columns of U as arrows
word_arrows        those of many words, each with its name
name_tags          where names stand beside many points
push_map           what every push would lead to
regions            which token wins where
basins             where the states of each part end
attractors         fixed points, cycles, what never repeats
border_curves      the borders between basins
arrow_field        arrows from each state towards the next
warped_grid        what a step makes of the square
"""
