"""WordsOnPath: where the words of a sentence stand."""

import numpy as np

from rnn_helpers import forward_propagation
from rnn_helpers.explorers.sentences import SENTENCES
from rnn_helpers.machines.examples import dog_bites_man
from rnn_helpers.views.plane.words_on_path import beside

PARAMS, VOCAB = dog_bites_man()


def test_words_stay_in_the_square_and_off_their_points():
    for sentence in SENTENCES:
        s = forward_propagation(VOCAB.ids(sentence), PARAMS).s
        path = np.vstack([np.zeros(2), s])
        places = beside(path, sentence.split())
        assert (np.abs(places) < 1).all()
        assert (np.linalg.norm(places - s, axis=1) > 0.1).all()


def test_in_a_corner_a_word_stands_aslant_inside():
    corners = np.array([(1.0, 0.99), (-0.99, -1.0), (0.98, -0.97), (-1.0, 0.99)])
    path = np.vstack([np.zeros(2), corners])
    places = beside(path, ["full stop", "cat", "chases", "boys"])
    assert (np.abs(places) + 0.05 < 1).all()
    assert (np.abs(places - corners) > 0.05).all() and (np.sign(places) == np.sign(corners)).all()
