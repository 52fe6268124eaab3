"""Pages that move without a kernel: python -m rnn_helpers.pages site

plain_run      a notebook's cells run in plain Python: which explorers and guesses it shows
places         where a recorded explorer can go
recording      what it shows there, packed; operation_texts: in a short way
fitting        how finely each is recorded: as there is room
formulas       TeX to MathML
still_html     an explorer, a guess and a solution as HTML
chapter_page   a whole chapter, with page.css, walk.js, guesses.js, recorded.js and the panel's
               player.js
index_page     the first page

The lecturer's notes, to print: python -m rnn_helpers.pages.lecture_notes notes

lecture_notes  a chapter's page of notes
lecture_plan   its slides, its minutes, and which note goes with which slides
readable       short Markdown as HTML, with formulas as readable text
"""
