"""Write src/newsworld/publish/static/land.txt, the outline of the world's land as one SVG path, 360 by 180.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_land.py package/land-110m.json

The shapes are Natural Earth's at 1:110 million (public domain), by way of the package world-atlas (ISC). A degree of
longitude is one unit, and so is a degree of latitude; points are rounded to half a degree, which a map as wide as a
page cannot show any finer; Antarctica is left out, since nobody reports from there.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "newsworld" / "publish" / "static" / "land.txt"
SOUTH = 60  # degrees: what lies beyond is left out
HALF = 180  # degrees
LEAST_POINTS = 4  # of a shape, after rounding; smaller islands are less than a point

Point = tuple[float, float]


def arcs_of(topology: dict) -> list[list[Point]]:
    """Every arc as longitude and latitude: TopoJSON tells the differences between points, as whole numbers."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def rings_of(topology: dict) -> list[list[Point]]:
    """The rings of all land, holes too: an even-odd fill leaves those open."""
    arcs, rings = arcs_of(topology), []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points: list[Point] = []
                for index in ring:  # a negative index is the arc read backwards
                    points += arcs[index] if index >= 0 else arcs[~index][::-1]
                rings.append(points)
    return rings


def whole(ring: list[Point]) -> list[list[Point]]:
    """The ring without the jump at 180 degrees; one that crosses there stands at both ends of the map."""
    turns, found = 0, [ring[0]]
    for (before, _), (x, y) in itertools.pairwise(ring):
        turns += (before - x > HALF) - (x - before > HALF)
        found.append((x + 360 * turns, y))
    left, right = min(x for x, _ in found), max(x for x, _ in found)
    shifts = [0, *([-360] if right > HALF else []), *([360] if left < -HALF else [])]
    return [[(x + shift, y) for x, y in found] for shift in shifts]


def drawn(ring: list[Point]) -> str:
    """A ring as relative lines between points of half degrees, doubled so that they are whole numbers."""
    points = [(round((x + 180) * 2), round((90 - y) * 2)) for x, y in ring]
    kept = [points[0], *(now for before, now in itertools.pairwise(points) if now != before)]
    if len(kept) < LEAST_POINTS or min(y for _, y in kept) > (90 + SOUTH) * 2:
        return ""
    steps = "".join(f" {x - a} {y - b}" for (a, b), (x, y) in itertools.pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.strip()}z".replace(" -", "-")


def main() -> None:
    """Read the atlas, write the path."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = "".join(drawn(part) for ring in rings_of(topology) for part in whole(ring))
    OUT.write_text(path + "\n", encoding="ascii")
    print(f"{len(path)} characters")


if __name__ == "__main__":
    main()
