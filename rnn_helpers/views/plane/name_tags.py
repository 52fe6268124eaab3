"""Where names stand beside many points: near points share a tag, and no tag covers another."""

from dataclasses import dataclass

import numpy as np

from ..texts import text_width

LETTERS, LINE = 14, 16  # pixels: size of the names, from one line of a tag to the next
BESIDE = 9  # from a point to the edge of its tag, where there is room
FARTHER = np.array([0, 6, 14, 26, 42, 62])  # and where there is none
AWAY = 20  # from here on a thin line leads from the point to its tag
WAYS = np.linspace(0, 2 * np.pi, 16, endpoint=False)


@dataclass(frozen=True)
class Tag:
    """Words beside a place; x, y is the middle of the tag, half its (width, height) / 2."""

    words: tuple
    at: tuple
    x: float
    y: float
    half: tuple

    def lines(self):
        """Return [(x, y, text)], two words a line."""
        rows = rows_of(self.words)
        top = self.y + (len(rows) - 1) * LINE / 2
        return [(self.x, top - k * LINE, row) for k, row in enumerate(rows)]


def rows_of(words):
    """Return the lines of a tag: two words each, one where there are only two words or fewer."""
    return [" ".join(words[k : k + 2]) for k in range(0, len(words), 2)]


def bundles(points, *, near):
    """Return lists of the numbers of points, each no farther than `near` from one of its list."""
    points, left, found = np.asarray(points, float), list(range(len(points))), []
    while left:
        members, fresh = [], [left.pop(0)]
        while fresh:
            members.append(fresh.pop())
            gaps = {i: np.hypot(*(points[i] - points[members[-1]])) for i in left}
            fresh += [i for i in left if gaps[i] <= near]
            left = [i for i in left if gaps[i] > near]
        found.append(sorted(members))
    return found


def placed(points, names, *, middle, room, near, taken=()):
    """Return a Tag for each bundle of points (n, 2), rather outwards from `middle`.

    room : (left, bottom, right, top), which no tag leaves
    taken : places (x, y) of other letters, which no tag covers
    """
    points = np.asarray(points, float)
    tags = [Tag((), place, *place, (LETTERS, LINE / 2)) for place in taken]
    shares = np.linspace(0.2, 0.8, 7)[:, None, None]
    ways = (middle + shares * (points - middle)).reshape(-1, 2)  # points along the lines
    groups = bundles(points, near=near)
    groups.sort(key=lambda members: -len(members))  # large tags first: they find less room
    for members in groups:
        words, at = tuple(names[i] for i in members), points[members].mean(axis=0)
        rows = rows_of(words)
        width = max(text_width(row, size=LETTERS) for row in rows)
        half = np.array([width / 2 + 2, len(rows) * LINE / 2])
        spots, disliked = _spots(at, half, at - middle)
        rest = np.delete(points, members, axis=0)
        cost = disliked + _cost(spots, half, at[None], rest, ways, tags, room)
        x, y = spots[int(np.argmin(cost))]
        tags.append(Tag(words, tuple(at), float(x), float(y), tuple(half)))
    return tags[len(taken) :]


def leaders(tags):
    """Return (place, edge of its tag) for each tag that stands away from its place."""
    found = []
    for tag in tags:
        middle, half = np.array([tag.x, tag.y]), np.array(tag.half)
        edge = np.clip(tag.at, middle - half, middle + half)
        if np.hypot(*(edge - tag.at)) > AWAY:
            found.append((tag.at, edge))
    return found


def _spots(at, half, outwards):
    """Places (n, 2) for the middle of a tag, and how much each is disliked: far away, inwards."""
    towards = np.stack([np.cos(WAYS), np.sin(WAYS)], axis=1)  # (16, 2)
    edge = (half / np.maximum(np.abs(towards), 1e-9)).min(axis=1)  # from the middle to the edge
    inwards = 8 * (1 - np.cos(WAYS - np.arctan2(*outwards[::-1])))
    away = FARTHER[:, None] + edge + BESIDE  # (6, 16)
    spots = at + away[..., None] * towards
    return spots.reshape(-1, 2), (FARTHER[:, None] + inwards).ravel()


def _cost(spots, half, at, rest, ways, tags, room):
    """How bad each place is: outside, on other tags, on marks, on lines, nearer to another mark."""
    low, high = np.reshape(room, (2, 2))
    outside = ((spots - half < low) | (spots + half > high)).any(axis=1)
    others = np.zeros(len(spots))
    for tag in tags:
        others += (np.abs(spots - (tag.x, tag.y)) < np.add(tag.half, half)).all(axis=1)
    marks, lines, mine = (_gaps(spots, half, points) for points in (rest, ways, at))
    covered = (marks < 5).sum(axis=1) + (mine < 5).sum(axis=1)
    strange = (marks < mine).any(axis=1)
    return (
        1000 * outside + 400 * others + 60 * covered + 3 * (lines == 0).sum(axis=1) + 25 * strange
    )


def _gaps(spots, half, points):
    """How far each of n points is from a tag at each of m places: (m, n)."""
    beside = np.maximum(np.abs(points - spots[:, None]) - half, 0)  # (m, n, 2)
    return np.sqrt((beside**2).sum(axis=2))
