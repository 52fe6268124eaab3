"""What an explorer shows: its function `show`, called with values, and what it answered last."""

from contextlib import contextmanager, suppress


class Scene:
    """The views of one explorer and the numbers and the sentence that go with them.

    Parameters
    ----------
    show, prepare : as an Explorer takes them; `prepare` may be None

    Attributes
    ----------
    show : as above
    values : {control: value} that the views show; None before the first `to`
    numbers, sentence : what `show` returned for them
    is_whole : whether no more of it is to be prepared
    """

    def __init__(self, show, prepare):
        self.show, self._prepare = show, prepare or (lambda **values: False)
        self.values, self.is_whole = None, True
        self._running = False

    def to(self, values):
        """Bring the views to other values; at an error, back to those that they showed."""
        with self._alone():
            try:
                self.is_whole = True  # and so it stays at an error
                more = self._prepare(**values)
                numbers, sentence = self.show(**values)
                if both := values.keys() & numbers.keys():
                    raise ValueError(f"show names numbers like controls: {', '.join(sorted(both))}")
                self.values, self.numbers, self.sentence = values, numbers, sentence
                self.is_whole = not more
            except Exception:
                if self.values is not None:
                    with suppress(Exception):
                        self.show(**self.values)
                raise

    @contextmanager
    def glance(self, values):
        """Within `with`, the views show other values: yields their sentence."""
        with self._alone():
            try:
                yield self.show(**values)[1]
            finally:
                self.show(**self.values)

    @contextmanager
    def _alone(self):
        if self._running:
            raise RuntimeError("show must not move the controls of its own explorer")
        self._running = True
        try:
            yield
        finally:
            self._running = False
