"""A hand in the picture: where it points, as values of controls."""

from .controls import nearest


class Pointer:
    """The axes of a figure in which one can point.

    Parameters
    ----------
    figure : matplotlib Figure, laid out
    control_set : ControlSet
    point : {ax: function}; function(x, y), the place in data coordinates, returns {control: value}
    """

    def __init__(self, figure, control_set, point):
        self._figure, self._control_set, self._point = figure, control_set, point
        if strange := [ax for ax in point if ax not in figure.axes]:
            raise ValueError(f"point expects axes of the explorer's figure, got {strange[0]!r}")

    @property
    def areas(self):
        """[left, top, width, height] of each axes, as shares of the picture from its top left."""
        boxes = [ax.bbox.transformed(self._figure.transFigure.inverted()) for ax in self._point]
        return [[box.x0, 1 - box.y1, box.width, box.height] for box in boxes]

    def values_at(self, across, down):
        """Return {control: value} for a place in the picture; {} outside the axes."""
        place = self._figure.transFigure.transform((across, 1 - down))
        for ax in self._point:
            if ax.bbox.contains(*place):
                return self.values(ax, *ax.transData.inverted().transform(place))
        return {}

    def values(self, ax, x, y):
        """Return {control: value}, each the nearest that the control can take."""
        if ax not in self._point:
            raise ValueError("point expects axes in which this explorer can be pointed at")
        wanted = self._point[ax](float(x), float(y))
        return {
            name: nearest(self._control_set.control(name), value) for name, value in wanted.items()
        }
