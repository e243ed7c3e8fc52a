"""Positions as earth-centred points, so that a straight line tells the distance everywhere, date line included.

The same arithmetic as `regions.geo` (a test holds the two together); it is repeated here because the engine
imports nothing that needs Django.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Floats = NDArray[np.float64]

# WGS-84 ellipsoid (NGA.STND.0036) and the mean radius of the sphere onto which chords are bent.
_SEMI_MAJOR_M = 6_378_137.0
_ECCENTRICITY_SQ = (2 - 1 / 298.257223563) / 298.257223563
_DIAMETER_M = 2 * 6_371_008.8
# Nobody is farther away than the other end of the earth: a reach of infinity becomes this.
FARTHEST_M = 20_100_000.0


def earth_centred(lat: Floats, lon: Floats) -> Floats:
    """Points of shape (n, 3) in metres for positions in degrees (WGS-84, on the ellipsoid). NaN stays NaN."""
    phi, lam = np.radians(lat), np.radians(lon)
    sine, cosine = np.sin(phi), np.cos(phi)
    normal = _SEMI_MAJOR_M / np.sqrt(1 - _ECCENTRICITY_SQ * sine * sine)
    across = normal * cosine
    return np.stack(
        (across * np.cos(lam), across * np.sin(lam), normal * (1 - _ECCENTRICITY_SQ) * sine), axis=-1
    )


@compiled(inline="always")
def chord_m(ax, ay, az, bx, by, bz):
    """Metres straight through the earth between two points."""
    x, y, z = ax - bx, ay - by, az - bz
    return math.sqrt(x * x + y * y + z * z)


@compiled
def bent_m(chord):
    """Metres along the surface for a chord. One scalar function for everybody, so that all get the same bits."""
    return _DIAMETER_M * math.asin(min(1.0, chord / _DIAMETER_M))


def distance_m(here: Floats, there: Floats) -> Floats:
    """Metres along the surface between points of shape (n, 3), row by row; the same bits whatever the batch."""
    return np.asarray(_distances(np.ascontiguousarray(here), np.ascontiguousarray(there)))


@compiled
def _distances(here, there):
    metres = np.empty(len(here))
    for row in range(len(here)):
        chord = chord_m(here[row, 0], here[row, 1], here[row, 2], there[row, 0], there[row, 1], there[row, 2])
        metres[row] = np.nan if np.isnan(chord) else bent_m(chord)
    return metres
