"""Pages that move without a kernel: python -m rnn_helpers.pages site

plain_run      a notebook's cells run in plain Python: which explorers and guesses it shows
places         where a recorded explorer can go
recording      what it shows there, packed
formulas       TeX to MathML
still_html     an explorer, a guess and a solution as HTML
chapter_page   a whole chapter, with page.css, recorded.js and the panel's player.js
index_page     the first page
"""
