"""What runs of two units come to when it is no short cycle: long cycles, and what never repeats."""

import numpy as np

from .cycles import EDGE, cycles_near
from .slow_passages import come_back, creep, distances, led_on, targets
from .step_map import as_complex, follow, run_of_two

LATER, LONG = 256, 1500  # steps for which runs are followed; and for how long one that wanders
LONGEST = 64  # periods noticed in a run
EXACT, SOON = 1e-6, 0.005  # how nearly a run comes back that is at a cycle, or soon will be
CLEARLY = 0.5  # a run comes back after p steps if that is nearer by this than after fewer
SHORT, NEARLY = 12, 0.02  # periods for which this is near enough
WINDOW = 64  # steps over which a run's largest distance from an attractor is taken
SHRINKS = 0.98  # a run whose distance shrinks by this factor is on its way
BESIDE = 0.1  # a run that creeps is on its way only if it is so near
AGAIN = 8  # times that a run is followed so long until it comes near where it was the time before
RECENT, MEET = 16, 0.05  # so many last states of two runs on one attractor are, on average, so near


def come_to(starts, W, k, known):
    """Return (cycles that attract, wanderers): what these starts come to that is not yet known.

    Parameters
    ----------
    starts : (n, 2) states
    W, k : as in `landscape`
    known : list of Cycle, all short ones

    Returns
    -------
    list of Cycle, those of `known` among them that are borderline and attract all the same
    list of (m, 2) states visited, one array for each attractor that does not repeat
    """
    search = _Search(W, k, known)
    runs = follow(starts, W, k, LATER)  # (LATER + 1, n, 2)
    search.note_repeats(runs, near=EXACT)
    runs = search.without_those_on_their_way(runs)
    for states, centre in _groups(runs[LATER // 2 :], known):
        search.follow_on(states, centre)
    if not search.ends and not search.wanderers:  # something attracts
        search.wanderers = search.doubtful[:1]
    found = [cycle for cycle in search.ends if cycle.kind != "attracts" or cycle not in known]
    return found, search.wanderers


class _Search:
    """The cycles known so far, those of them that attract, and the runs that wander.

    slow : borderline cycles that may attract; doubtful : slow runs of which nothing is known
    """

    def __init__(self, W, k, known):
        self.W, self.k, self.known = W, k, list(known)
        self.ends = [cycle for cycle in known if cycle.kind == "attracts"]
        self.slow = [cycle for cycle in known if _may_attract(cycle)]
        self.wanderers, self.doubtful = [], []

    def note_repeats(self, runs, *, near):
        """Note the cycles, up to 64 steps long, that runs (T, n, 2) have come to or are near.

        near : how nearly a run comes back; of short cycles runs are looked at that are not so near
        """
        away = np.abs(runs[-1] - runs[-2 : -2 - LONGEST : -1]).max(axis=2)  # (LONGEST, n)
        so_far = np.minimum.accumulate(away)
        back = away < np.where(np.arange(LONGEST) < SHORT, NEARLY, near)[:, None]
        back[1:] &= away[1:] < CLEARLY * so_far[:-1]
        for p in np.flatnonzero(back.any(axis=1)):
            more = cycles_near(runs[-1, back[p]], self.W, self.k, p + 1, known=self.known)
            self.known += more
            self.ends += [cycle for cycle in more if cycle.kind == "attracts"]

    def without_those_on_their_way(self, runs):
        """Return the runs (T, n, 2) that are not on their way to a cycle; note the slow ones."""
        creeps = creep(runs)
        for cycle in self.ends:
            others = ~_on_its_way(runs, cycle, creeps)
            runs, creeps = runs[:, others], creeps[others]
        if self.slow:
            to_one = np.argmin([distances(runs[-1], cycle.states) for cycle in self.slow], axis=0)
            come = np.array([_on_its_way(runs, cycle, False) for cycle in self.slow])
            come &= to_one == np.arange(len(self.slow))[:, None]
            self.ends += [cycle for cycle, some in zip(self.slow, come.any(axis=1)) if some]
            runs = runs[:, ~come.any(axis=0)]
        return runs

    def follow_on(self, states, centre):
        """Follow a run, some states (n, 2) of which are known, and note what it comes to.

        centre : as in `_groups`
        """
        run = states
        for again in range(AGAIN):
            before, run = run, np.array(run_of_two(run[-1], self.W, self.k, LONG))
            slow = creep(run[:, None])[0]
            if slow:
                run = self._lead_on(run[-1])
                if run is None:
                    return
                if centre is None and not come_back(run):
                    self.doubtful.append(run)
                    return
                run = np.vstack([run, run_of_two(run[-1], self.W, self.k, LONGEST + 1)])
            self.note_repeats(run[:, None], near=SOON)
            if self._has_arrived(run, states, centre):
                return
            if slow or centre is not None or (again and _is_near(run, before)):
                break
        if not any(_is_near(run, others) for others in self.wanderers):
            self.wanderers.append(np.vstack([run, states]))

    def _has_arrived(self, run, states, centre):
        """Whether a run has come to a cycle, or slides to a long one along a closed curve."""
        return any(
            _is_near(run, end.states) or _is_ring(np.vstack([states, end.states]), centre)
            for end in self.ends
        )

    def _lead_on(self, s):
        """Return what a slow run (m, 2) from s visits; None if it comes to a cycle."""
        slow = [cycle for cycle in self.slow if cycle not in self.ends]
        ends = [*self.ends, *slow]
        others = [cycle for cycle in self.known if cycle not in ends]
        (led,), path = led_on(s[None], self.W, self.k, *targets(ends, others))
        if led < 0:
            return path[:, 0]
        first, last = distances(path[[0, -1], 0], ends[led].states)
        if ends[led] in slow and last < first:
            self.ends.append(ends[led])
        return None


def _may_attract(cycle):
    """Whether a borderline cycle is one from which nothing moves away fast."""
    return cycle.kind == "borderline" and np.abs(cycle.eigenvalues).max() <= 1 + EDGE


def _on_its_way(runs, cycle, creeps):
    """Return for each run whether its largest distance from a cycle shrinks on and on, or is gone.

    creeps : (n,) whether a run is slow: then it may pass where a cycle has vanished, unless it is
    near this one
    """
    far = distances(runs[1:], cycle.states)  # (LATER, n)
    far = far.reshape(LATER // WINDOW, WINDOW, len(far[0])).max(axis=1)
    shrinks = (np.diff(far, axis=0) < 0).all(axis=0) & (far[-1] < SHRINKS * far[0])
    return (far[-1] < EXACT) | shrinks & (np.logical_not(creeps) | (far[-1] < BESIDE))


def _is_near(run, states):
    """Whether the last states of a run (n, 2) are, on average, near some of these states."""
    return distances(run[-RECENT:], states).mean() < MEET


def _groups(runs, cycles):
    """Yield (states, centre) for each group of runs (T, n, 2) that seem to share an attractor.

    The centre of the closed curve that they visit; None if it is none.
    """
    for centre in (c.states[0] for c in cycles if c.period == 1 and c.kind == "repels"):
        about = _winds(runs, centre)
        ring = runs[:, about].transpose(1, 0, 2).reshape(-1, 2)
        if len(ring) and _is_ring(ring, centre):
            yield ring, centre
            runs = runs[:, ~about]
    found = []
    for run in runs.transpose(1, 0, 2):
        if not any(_is_near(run, others) for others in found):
            found.append(run)
            yield run, None


def _winds(runs, centre):
    """Return for each run whether it goes round a centre: it leaves no half plane out."""
    angles = np.sort(np.angle(as_complex(runs - centre)), axis=0)
    return np.diff(angles, axis=0, append=angles[:1] + 2 * np.pi).max(axis=0) < np.pi


def _is_ring(states, centre):
    """Whether states (n, 2) lie on one closed curve about a centre, as far as can be seen.

    On such a curve all journeys turn equally fast on average: they all repeat, or none does.
    """
    if centre is None:
        return False
    around = as_complex(states - centre)
    around = around[np.argsort(np.angle(around))]
    gaps = np.diff(np.angle(around), append=np.angle(around[0]) + 2 * np.pi)
    return bool((np.abs(np.diff(np.abs(around), append=abs(around[0]))) < MEET + gaps).all())
