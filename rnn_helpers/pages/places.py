"""Where a recorded explorer can go: from each button's place every control alone.

And, where that is affordable, every control together with the one that Play moves.
"""

from itertools import product
from math import prod

from ..panel.controls import notches

# The first of these ways with few enough places is taken: how many notches a slider keeps (None:
# all), and whether controls move together with Play's.
WAYS = (
    (None, True),
    (40, True),
    (20, True),
    (None, False),
    (80, False),
    (40, False),
    (20, False),
    (10, False),
    (5, False),
    (2, False),
)
MOST = {True: 4000, False: 3000}  # places of one explorer, with Play's control and without it
# Notches that a coarse one may stand for.
COARSER = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Places:
    """The places of one explorer in one of the WAYS.

    Parameters
    ----------
    explorer : Explorer
    way : (notches of a slider, or None for all; whether controls move together with Play's)
    pressed : Pressed

    Attributes
    ----------
    values : {control: list of values}
    bases : list of {control: value}, the places from which controls move
    is_coarse : whether sliders have lost some of their notches
    typed : names of the controls that are lines to type in
    """

    def __init__(self, explorer, way, pressed):
        self._most, self._together = way
        self._play, self._stride = explorer.layout.play, explorer.layout.stride
        self.is_coarse = False
        every = [*pressed.buttons.values(), *filter(None, pressed.begins), pressed.shown]
        self.bases = list({tuple(base.values()): base for base in every}.values())
        self.values = {
            name: self._values(name, control, {base[name] for base in self.bases}, pressed)
            for name, control in explorer.controls.items()
        }
        self.typed = {
            name
            for name, control in explorer.controls.items()
            if not hasattr(control, "min") and not hasattr(control, "options")
        }

    def _values(self, name, control, special, pressed):
        """All values of a control, or some: its ends, every so many notches, those of the bases.

        And those that solve a task.
        """
        every = notches(control)
        if not hasattr(control, "min"):
            return [*every, *sorted(special - {*every})]
        kept = every
        if self._most is not None:
            by = next(by for by in COARSER if len(every) <= by * self._most + 1)
            by = min(by, self._stride) if name == self._play else by  # Play shows each of its steps
            kept = [*every[::by], every[-1]]
            self.is_coarse |= by > 1 and name != self._play
        solve = {min(every, key=lambda one: abs(one - value)) for value in pressed.solve[name]}
        return sorted({*kept, *special, *solve})

    def blocks(self):
        """Yield (base, controls): from a base, these controls move through all their values."""
        single = [name for name, values in self.values.items() if len(values) > 1]
        seen = set()  # bases that differ only in what moves give the same places
        for base in self.bases:
            for name in single:
                if not self._together or self._play not in single:
                    names = [name]
                elif name != self._play or single == [name]:
                    names = [name, *({self._play} - {name})]
                else:
                    continue
                block = (*names, *(value for one, value in base.items() if one not in names))
                if block not in seen:
                    seen.add(block)
                    yield base, names

    def can_do(self, task):
        """Whether a task is done by one control, and Play's with it where they move together."""
        moved = set()
        for move in task.solution:
            moved = set() if isinstance(move, str) else {*moved, *move}
        alone = moved - {self._play} if self._together else moved
        return len(alone) <= 1 and not moved & self.typed

    def along(self, base, names):
        """Yield {control: value} of one block, those of its last control the fastest."""
        for values in product(*(self.values[name] for name in names)):
            yield {**base, **dict(zip(names, values))}

    def numbers(self, place):
        """Return the number of each control's value among those that it can take."""
        return [self.values[name].index(value) for name, value in place.items()]

    def count(self):
        """How many places there are, the common ones counted each time."""
        return sum(prod(len(self.values[name]) for name in names) for _, names in self.blocks())

    def weight(self):
        """Their number, but a step of Play that moves with another control counts a fifth.

        Most of its picture stays as it was.
        """
        every = sum(len(self.values[names[0]]) for _, names in self.blocks())
        return every + (self.count() - every) / 5


def ways(explorer, pressed):
    """Yield the Places of an explorer that are not too many, then fewer and fewer."""
    order, fewest = WAYS, None
    if explorer.layout.play is None:  # then nothing moves together
        order = sorted(WAYS, key=lambda way: -(way[0] or 10_000))
    for way in order:
        places = Places(explorer, way, pressed)
        count = places.count()
        if (fewest is None or count < fewest) and (count <= MOST[way[1]] or way == order[-1]):
            fewest = count
            yield places


def standing(explorer):
    """Return {control: value} where an explorer stands."""
    return {name: control.value for name, control in explorer.controls.items()}


class Pressed:
    """Where the buttons of an explorer lead, found by pressing them; it is left at its start.

    Parameters
    ----------
    explorer : Explorer
    shown : {control: value}, where it stands at first when that is not its start

    Attributes
    ----------
    shown : the same
    buttons : {name: {control: value}} of Reset and of each preset
    begins : the same of each task, None for one that begins where the explorer stands
    kept : names of controls that a preset leaves where they stand
    solve : {control: set of values} that solve tasks
    """

    def __init__(self, explorer, shown=None):
        explorer.reset()
        self.buttons = {"Reset": standing(explorer)}
        self.shown = dict(shown or self.buttons["Reset"])
        for name in explorer.presets:
            explorer.reset()
            explorer.preset(name)
            self.buttons[name] = standing(explorer)
        tasks, self.begins = explorer.tasks, []
        self.solve = {name: set() for name in explorer.controls}
        for number, task in enumerate(tasks.list.tasks if tasks else [], start=1):
            for move in task.solution:
                for name, value in {} if isinstance(move, str) else move.items():
                    self.solve[name].add(value)
            tasks.go(number)
            self.begins.append(None if task.begin is None else standing(explorer))
        if tasks:
            tasks.go(1)
        self.kept = [name for name in explorer.controls if _stays(explorer, name)]
        explorer.reset()


def _stays(explorer, name):
    """Whether a control stays where a hand put it at a preset that does not name it."""
    for preset, named in explorer.presets.items():
        explorer.reset()
        there = standing(explorer)[name]
        others = [value for value in notches(explorer.controls[name]) if value != there]
        if name not in named and others:
            explorer.set(**{name: others[0]})
            explorer.preset(preset)
            return explorer.controls[name].value == others[0]
    return False
