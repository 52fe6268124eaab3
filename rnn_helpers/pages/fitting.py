"""How finely the explorers of a page are recorded: as finely as the page has room for."""


def fitted(recordings, room):
    """Return {cell: packed recording}, together at most so large as there is room, if they can be.

    All begin with their fewest places. Then the one that is likely to stay the smallest gets more,
    again and again, as long as that fits.

    Parameters
    ----------
    recordings : {cell: Recording}
    room : letters
    """
    packed, finer = {}, {}
    for cell, recording in recordings.items():
        *finer[cell], recording.places = recording.ways
        packed[cell] = recording.packed()
    while any(finer.values()):
        sizes = {
            cell: len(packed[cell]) * _growth(recordings[cell].places, ways[-1])
            for cell, ways in finer.items()
            if ways
        }
        cell = min(sizes, key=sizes.get)
        places = finer[cell].pop()
        left = room - sum(len(text) for other, text in packed.items() if other != cell)
        if sizes[cell] <= left:
            before, recordings[cell].places = recordings[cell].places, places
            tried = recordings[cell].packed()
            if len(tried) <= left:
                packed[cell] = tried
            else:
                recordings[cell].places = before
    return packed


def _growth(places, finer):
    """How many times as large a record grows, at a guess: like shares with like."""
    return 0.8 * finer.weight() / places.weight()
