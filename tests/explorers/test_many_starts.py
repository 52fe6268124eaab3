"""Many starts of chapter 02: the cloud and the outputs, computed start by start."""

import numpy as np
import pytest
from made import at_start
from panels import views_of
from row_form import W, run

from rnn_helpers.explorers.many_starts import STARTS, TASKS, many_starts
from rnn_helpers.views.over_time.many_runs import ManyRuns
from rnn_helpers.views.plane.cloud import Cloud


@pytest.fixture
def opened():
    """The explorer as it starts, and its views by their classes."""
    explorer = at_start(many_starts)
    return explorer, views_of(explorer)


def six(number):
    return f"{number:.6f}"


def test_the_starts_fill_the_square():
    assert len({tuple(s) for s in STARTS}) == 81 and (0, 0) in {tuple(s) for s in STARTS}
    assert (STARTS.min(), STARTS.max()) == (-1, 1)


@pytest.mark.parametrize(
    "t, x, g", [(-1, 1.0, 1.0), (0, -2.35, 1.0), (3, 0.4, 2.2), (12, 1.0, 1.0), (12, 0.0, 4.0)]
)
def test_cloud_and_lines_show_81_runs(opened, t, x, g):
    explorer, views = opened
    explorer.set(t=t, x=x, g=g)
    alone = [run([x] * (t + 1), start, W=g * W) for start in STARTS]
    z = np.array([outputs for _, outputs in alone])  # (81, t + 1)
    now = np.array([s[-1] if len(s) else start for (s, _), start in zip(alone, STARTS)])
    cloud, fan, state = views[Cloud].shown, views[ManyRuns].shown, explorer.state()
    np.testing.assert_allclose(cloud["states"], now, atol=1e-12)
    zero = np.vstack([(0, 0), *alone[40][0]]) if t >= 0 else np.zeros((1, 2))
    np.testing.assert_allclose(cloud["way"], zero, atol=1e-12)
    np.testing.assert_allclose(cloud["now"], zero[-1], atol=1e-12)
    np.testing.assert_allclose(fan["others"], z, atol=1e-12)
    np.testing.assert_allclose(fan["one"], z[40], atol=1e-12)
    assert fan["now"] == t
    widest = max(np.hypot(*(p - q)) for p in now for q in now)
    assert state["apart s"] == pytest.approx(widest, abs=1e-12)
    assert ("z" in state) == (t >= 0)
    if t >= 0:
        ends = [state[name] for name in ("z", "lowest z", "highest z", "apart z")]
        last = z[:, -1]
        expected = [last[40], last.min(), last.max(), np.ptp(last)]
        np.testing.assert_allclose(ends, expected, atol=1e-12)
        told = [f"x = {x:g}", six(last.min()), six(last.max())]
        assert all(each.replace("-", "−") in explorer.describe() for each in told)
        assert "-" not in explorer.describe()


def test_task_1_from_t_11_on_all_outputs_print_as_2_278439(opened):
    explorer, _ = opened
    for t in range(13):
        explorer.set(t=t)
        state = explorer.state()
        same = six(state["lowest z"]) == six(state["highest z"])
        assert same == (t >= 11)
        assert TASKS[0].done(state) == (t == 11)
        assert ("all 81 outputs print as 2.278439" in explorer.describe()) == same


def test_a_step_brings_any_two_states_nearer():
    rng = np.random.default_rng(3)
    for _ in range(200):
        x, one, other = rng.normal(size=1) * 3, rng.uniform(-1, 1, 2), rng.uniform(-1, 1, 2)
        after = np.linalg.norm(run(x, one)[0] - run(x, other)[0])
        assert after < 0.55 * np.linalg.norm(one - other)


def test_task_2_a_large_input_of_either_sign_makes_them_agree_at_once(opened):
    explorer, _ = opened
    explorer.set(t=0)
    apart = {}
    for x in (-5.0, -4.5, 0.0, 1.0, 3.0, 4.0, 4.75, 5.0):
        explorer.set(x=x)
        apart[x] = explorer.state()["apart z"]
        assert TASKS[1].done(explorer.state()) == (apart[x] <= 0.1)
    assert [x for x in apart if apart[x] <= 0.1] == [-5.0, -4.5, 4.75, 5.0]


def test_task_3_two_crowds_stay_two(opened):
    """Far beyond the picture, too: nearly all end in one of two places."""
    explorer, views = opened
    explorer.set(x=0, t=12)
    assert explorer.state()["apart z"] < 0.01  # W as it is: all have met
    explorer.set(g=2.5)
    assert TASKS[2].done(explorer.state())
    shown = views[Cloud].shown["states"]
    near = [np.hypot(*(shown - end).T) < 0.2 for end in (shown[0], shown[-1])]
    assert near[0].sum() + near[1].sum() > 70 and not (near[0] & near[1]).any()
    ends = [run([0.0] * 1000, start, W=2.5 * W)[1][-1] for start in STARTS]
    assert len({six(z) for z in ends}) == 2 and np.ptp(ends) > 4


def test_both_w_and_the_input_decide_whether_states_meet():
    """With g = 2.5 states stay apart in silence and meet under x = 1."""
    ends = {}
    for x in (0.0, 1.0):
        ends[x] = [run([x] * 1000, start, W=2.5 * W)[1][-1] for start in STARTS]
    assert np.ptp(ends[0.0]) > 1 and np.ptp(ends[1.0]) < 1e-9
