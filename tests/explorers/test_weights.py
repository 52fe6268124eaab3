"""The controls of "dog bites man"."""

from rnn_helpers.explorers.linked_views import linked_views
from rnn_helpers.explorers.live_flow import live_flow
from rnn_helpers.explorers.sentences import SENTENCES
from rnn_helpers.explorers.weights import groups
from rnn_helpers.machines.examples import dog_bites_man


def test_at_most_five_controls_are_in_sight():
    _, vocab = dog_bites_man()
    man_first, dog_first = (groups(x, vocab).values() for x in (["man"], SENTENCES))
    assert max(map(len, man_first)) + 1 <= 5  # and the scrubber
    grouped = {name for group in man_first for name in group}
    assert set(linked_views().controls) - {name for group in dog_first for name in group} == {"t"}
    assert set(live_flow("man").controls) - grouped == {"n"}
