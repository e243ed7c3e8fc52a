"""Members in cells, so that whoever lives near a place is found without looking at everybody.

Rows of equal latitude, columns of equal width within a row, wrapped at the date line; only occupied cells are kept. A
cell knows its centre, how far its members stand from it, and how far the farthest-going of them goes.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from matching.compiled import compiled
from matching.places import chord_m
from matching.problem import Floats, Ints

CELL_M = 500.0
# Generous metres of a degree of latitude: a cell counted too near costs time, one counted too far costs truth.
_DEGREE_M = 110_500.0
_SLACK_M = 1.0


class Grid(NamedTuple):
    """Cells over points that are sorted by cell: `start[c]:start[c + 1]` are the points of cell c.

    `row_start[r]:row_start[r + 1]` are the cells of row r (rows from `first_row`), sorted by `column`; `across[r]`
    columns go around the earth in row r. `x`, `y`, `z` centres and `radius` in metres.
    """

    first_row: int
    row_start: Ints
    across: Ints
    column: Ints
    start: Ints
    x: Floats
    y: Floats
    z: Floats
    radius: Floats
    reach: Floats


def cell_order(lat: Floats, lon: Floats) -> Ints:
    """An order of positions in which those of one cell stand together, in the order of `Grid`."""
    row, column, _ = _cells(lat, lon)
    return np.lexsort((np.arange(len(lat)), column, row))


def make_grid(lat: Floats, lon: Floats, place: Floats, reach_m: Floats) -> Grid:
    """The grid of at least one point in `cell_order`; positions in degrees, `place` (n, 3) in metres."""
    row, column, across = _cells(lat, lon)
    fresh = np.ones(len(row), dtype=np.bool_)
    fresh[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    first = np.flatnonzero(fresh)
    start = np.append(first, len(row))
    size = np.diff(start)
    centre = np.add.reduceat(place, first, axis=0) / size[:, None]
    cell = np.repeat(np.arange(len(first)), size)
    off = np.sqrt(((place - centre[cell]) ** 2).sum(axis=1))
    rows = np.arange(row[0], row[-1] + 2)
    middle = np.zeros(len(rows) - 1, dtype=np.int64)
    middle[row[first] - row[0]] = across[first]
    x, y, z = np.ascontiguousarray(centre.T)
    return Grid(
        int(row[0]), np.searchsorted(row[first], rows), middle, column[first], start, x, y, z,
        np.maximum.reduceat(off, first) + _SLACK_M,
        np.maximum.reduceat(reach_m, first),
    )  # fmt: skip


def _cells(lat: Floats, lon: Floats) -> tuple[Ints, Ints, Ints]:
    """(row, column, columns around the earth) of each position."""
    step = CELL_M / _DEGREE_M
    row = np.floor((lat + 90.0) / step).astype(np.int64)
    edge = np.minimum(np.abs(row * step - 90.0), np.abs((row + 1) * step - 90.0))
    across = np.maximum(1, np.floor(360.0 * np.cos(np.radians(edge)) / step)).astype(np.int64)
    column = np.floor((lon + 180.0) / 360.0 * across).astype(np.int64) % across
    return row, column, across


@compiled
def cells_within(grid, lat, lon, x, y, z, radius, found, away):
    """Numbers of the cells that may hold a point within `radius` metres, written to `found`, with the distance in a
    straight line at least, to `away`; returns how many. Both arrays have room for all cells."""
    step = CELL_M / _DEGREE_M
    span = (radius + _SLACK_M) / _DEGREE_M * 1.001 + 1e-9
    low = max(math.floor((lat - span + 90.0) / step), grid.first_row)
    high = min(math.floor((lat + span + 90.0) / step), grid.first_row + len(grid.across) - 1)
    count = 0
    # A parallel is shortest at the end that lies farther from the equator.
    farthest = min(90.0, abs(lat) + span)
    narrow = math.cos(math.radians(farthest))
    whole = narrow <= 1e-6 or span / narrow * 1.01 >= 180.0
    sideways = 180.0 if whole else span / narrow * 1.01
    for row in range(low, high + 1):
        at = row - grid.first_row
        begin, end = grid.row_start[at], grid.row_start[at + 1]
        if begin == end:
            continue
        across = grid.across[at]
        left = math.floor((lon - sideways + 180.0) / 360.0 * across)
        right = math.floor((lon + sideways + 180.0) / 360.0 * across)
        if right - left + 1 >= across:
            left, right = 0, across - 1
        for turn in range(-1, 2):
            # The same span one turn to the west, as it is, and one turn to the east.
            first, last = max(0, left + turn * across), min(across - 1, right + turn * across)
            if first > last:
                continue
            cell = begin + np.searchsorted(grid.column[begin:end], first)
            while cell < end and grid.column[cell] <= last:
                gap = chord_m(x, y, z, grid.x[cell], grid.y[cell], grid.z[cell]) - grid.radius[cell]
                if gap <= radius:
                    found[count] = cell
                    away[count] = max(0.0, gap)
                    count += 1
                cell += 1
    return count
