"""A clock that jumps to the next timer: the tests of timers wait for nothing, on any machine."""

import asyncio


class _JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop in which time passes only while there is nothing to do."""

    _now = 0.0

    def time(self):
        return self._now

    def _run_once(self):
        if self._scheduled and not self._ready:
            self._now = max(self._now, self._scheduled[0].when())
        super()._run_once()


def run(scene):
    """Run a coroutine; its sleeps, and the timers of its explorers, take no time."""
    with asyncio.Runner(loop_factory=_JumpingLoop) as runner:
        return runner.run(scene)
