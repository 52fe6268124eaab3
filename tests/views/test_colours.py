"""The four hues: readable on white, and apart from one another for every kind of eye.

Distances are Euclidean in CAM02-UCS (Luo, Cui & Li 2006) after CIECAM02 (Moroney et al. 2002) under
sRGB's viewing conditions. Colour blindness is simulated with the matrices of Machado, Oliveira &
Fernandes 2009, severity 1.0, on linear RGB.
"""

from itertools import combinations

import numpy as np
import pytest

from rnn_helpers.views.style import COLOURS

HUES = [COLOURS[concept] for concept in ("input", "hidden", "output", "parameter")]
EYES = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # IEC 61966-2-1
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])


def linear(colour):
    """Linear RGB of "#rrggbb"."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(colour, ground):
    """Contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((TO_XYZ[1] @ linear(c) for c in (colour, ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ucs(rgb):
    """CAM02-UCS (J', a', b') of linear RGB."""
    white = TO_XYZ @ np.ones(3) * 100
    xyz = TO_XYZ @ rgb * 100
    Y_b, L_A, F, c, N_c = 20, 64 / np.pi / 5, 1.0, 0.69, 1.0  # average surround
    k = 1 / (5 * L_A + 1)
    F_L = 0.2 * k**4 * 5 * L_A + 0.1 * (1 - k**4) ** 2 * (5 * L_A) ** (1 / 3)
    n = Y_b / white[1]
    N_bb, z = 0.725 * n**-0.2, 1.48 + np.sqrt(n)
    D = F * (1 - np.exp((-L_A - 42) / 92) / 3.6)

    def responses(XYZ):
        adapted = (white[1] * D / (CAT02 @ white) + 1 - D) * (CAT02 @ XYZ)
        cones = HPE @ np.linalg.solve(CAT02, adapted)
        p = (F_L * np.abs(cones) / 100) ** 0.42
        return np.sign(cones) * 400 * p / (p + 27.13) + 0.1

    def achromatic(r):
        return (2 * r[0] + r[1] + r[2] / 20 - 0.305) * N_bb

    r = responses(xyz)
    a, b = r[0] - 12 * r[1] / 11 + r[2] / 11, (r[0] + r[1] - 2 * r[2]) / 9
    h = np.arctan2(b, a)
    J = 100 * (achromatic(r) / achromatic(responses(white))) ** (c * z)
    e = (np.cos(h + 2) + 3.8) / 4
    t = 50000 / 13 * N_c * N_bb * e * np.hypot(a, b) / (r[0] + r[1] + 21 * r[2] / 20)
    M = t**0.9 * np.sqrt(J / 100) * (1.64 - 0.29**n) ** 0.73 * F_L**0.25
    strength = np.log(1 + 0.0228 * M) / 0.0228
    return np.array([1.7 * J / (1 + 0.007 * J), strength * np.cos(h), strength * np.sin(h)])


def nearest(colours, eye):
    """The smallest distance between two of the colours as this eye sees them."""
    seen = [ucs(np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1)) for colour in colours]
    return min(np.linalg.norm(one - other) for one, other in combinations(seen, 2))


@pytest.mark.parametrize("concept", ["input", "hidden", "output", "parameter", "ink"])
def test_text_in_every_hue_is_readable_on_white(concept):
    assert contrast(COLOURS[concept], "#FFFFFF") >= 4.5  # WCAG AA


def test_grey_lines_and_marks_are_seen_on_white():
    assert contrast(COLOURS["context"], "#FFFFFF") >= 3  # WCAG AA; no text is grey


@pytest.mark.parametrize("concept", ["hidden", "ink"])
def test_what_is_drawn_over_now_stands_out(concept):
    assert contrast(COLOURS[concept], COLOURS["now"]) >= 3  # WCAG AA for lines and marks


@pytest.mark.parametrize("eye", EYES)
def test_hues_stay_apart(eye):
    assert nearest(HUES, eye) > 14.9  # measured: 36.3, 18.2, 17.7, 15.0


def test_the_distances_are_those_of_an_independent_program():
    """Figures from colorspacious 1.1.2, sRGB1 -> CAM02-UCS, sRGB1+CVD of severity 100."""
    np.testing.assert_allclose(ucs(linear("#0072E5")), (49.7289, -10.5698, -32.2772), atol=0.01)
    np.testing.assert_allclose(ucs(linear("#C24A00")), (52.4055, 23.2953, 24.2227), atol=0.01)
    okabe_ito = ["#E69F00", "#56B4E9", "#009E73", "#F0E442"]
    okabe_ito += ["#0072B2", "#D55E00", "#CC79A7", "#000000"]
    assert nearest(okabe_ito, "tritanopia") == pytest.approx(10.97, abs=0.02)
    matplotlib = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2"]
    assert nearest([*matplotlib, "#7f7f7f"], "protanopia") == pytest.approx(1.60, abs=0.02)
