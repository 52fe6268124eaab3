"""When an explorer draws: at once, or after a rest, and always in the thread it was made in."""

import asyncio


class Timers:
    """The timers of one explorer.

    Without a running event loop, in plain Python, nobody is looking and no timer ever rings.
    """

    def __init__(self):
        self._home = _running_loop()
        self._timers = {}
        self._waiting = set()

    def hand_over(self, call, *arguments):
        """Hand a call over to the explorer's own thread; return False where that is this one.

        JupyterLab may move sliders in a second thread of the kernel (a subshell), but only one
        thread at a time may draw.
        """
        if self._home is None or not self._home.is_running() or self._home is _running_loop():
            return False
        self.after_all(call, *arguments)
        return True

    def after_all(self, call, *arguments):
        """Have it called in the explorer's own thread after all that waits there.

        A call without arguments waits once, however often it is asked for: later moves of a slider
        take the place of earlier ones.
        """
        if arguments or call not in self._waiting:
            self._waiting.add(call)
            self._home.call_soon_threadsafe(self._take_over, call, *arguments)

    def _take_over(self, call, *arguments):
        self._waiting.discard(call)
        call(*arguments)

    def later(self, name, seconds, call, *arguments):
        """Ring once after some seconds; a new timer takes the place of one of the same name.

        Returns whether it will ring.
        """
        self.cancel(name)
        loop = _running_loop()
        if loop is not None:
            self._timers[name] = loop.call_later(seconds, call, *arguments)
        return loop is not None

    def cancel(self, name):
        """Take a timer back; nothing happens where there is none."""
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
