"""What the state of a network does, step after step.

one_unit            the fixed points of one unit
newton              states that p steps lead back to
cycles              one step and its Jacobian; fixed points and cycles of any network
trajectories        runs from one start or many; two units turned by knobs
step_map            the map itself, for inner loops, and what may be handed to it
cycle_starts        states from which cycles are sought
nullclines          where one of two units stays as it is
landscape           all that attracts two units, and the basins
stable_curves       borders of basins, by running the map backwards
attractor_trace     where journeys end, over the gain
long_runs           long cycles, and runs that never repeat
slow_passages       runs that hardly move, led on in leaps
contraction         how far two runs are apart, and what W alone says about it
sensitivity         what a run still depends on: products of Jacobians
memory_curve        how far back inputs can be read off the state
principal_plane     many units seen in a plane
decision_regions    which token wins where
"""

from .attractor_trace import attractor_trace
from .contraction import operator_norm, spectral_radius
from .cycles import Cycle, find_cycles, jacobian
from .decision_regions import area, decision_regions
from .landscape import Landscape, landscape
from .memory_curve import memory_curve
from .one_unit import fixed_points, step_curve
from .principal_plane import PrincipalPlane, principal_plane
from .sensitivity import influences, lyapunov_exponents, running_products
from .stable_curves import stable_curves, step_back
from .trajectories import knob_weights, trajectory

__all__ = [
    "Cycle",
    "Landscape",
    "PrincipalPlane",
    "area",
    "attractor_trace",
    "decision_regions",
    "find_cycles",
    "fixed_points",
    "influences",
    "jacobian",
    "knob_weights",
    "landscape",
    "lyapunov_exponents",
    "memory_curve",
    "operator_norm",
    "principal_plane",
    "running_products",
    "spectral_radius",
    "stable_curves",
    "step_back",
    "step_curve",
    "trajectory",
]
