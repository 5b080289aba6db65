#!/usr/bin/env python3
"""Draws the plots of docs/performance.md from what compare.py and growth.py wrote with --json.

    report.py [--pairs pairs.json] [--growth growth.json] [--out docs]
"""
import argparse
import json
import math
import pathlib
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW, LEFT, WIDTH = 22, 190, 420


def svg(height, body):
    return ('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">\n'
            '<rect width="100%%" height="100%%" fill="white"/>\n%s\n</svg>\n'
            % (LEFT + WIDTH + 90, height, "\n".join(body)))


def text(x, y, words, anchor="start"):
    return '<text x="%d" y="%d" text-anchor="%s">%s</text>' % (x, y, anchor, escape(words))


def bars(title, rows, limit, mark):
    """Horizontal bars of (name, length, label); `mark` is where a line stands."""
    body = [text(8, 18, title)]
    for i, (name, value, label) in enumerate(rows):
        y = 34 + i * ROW
        length = max(1, WIDTH * min(value, limit) / limit)
        body += [text(LEFT - 8, y + 12, name, "end"),
                 '<rect x="%d" y="%d" width="%.1f" height="15" fill="#4878a8"/>' % (LEFT, y, length),
                 text(int(LEFT + length + 6), y + 12, label)]
    x = LEFT + WIDTH * mark / limit
    bottom = 34 + len(rows) * ROW
    body.append('<line x1="%.1f" y1="26" x2="%.1f" y2="%d" stroke="#c04040"/>' % (x, x, bottom))
    return svg(bottom + 10, body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs")
    parser.add_argument("--growth")
    parser.add_argument("--out", default=str(ROOT / "docs"))
    args = parser.parse_args()
    out = pathlib.Path(args.out)
    if args.pairs:
        pairs = json.loads(pathlib.Path(args.pairs).read_text())["charts"]
        rows = [(row["chart"], 1 / row["ratios"][0], "1/%.0f" % (1 / row["ratios"][0])) for row in pairs]
        limit = max(30, math.ceil(max(row[1] for row in rows)))
        (out / "performance-pairs.svg").write_text(bars("Helm's CPU time over ours (line: 25)", rows, limit, 25))
    if args.growth:
        growth = json.loads(pathlib.Path(args.growth).read_text())
        rows = [(axis, max(result["exponent"], 0), "%.2f" % result["exponent"]) for axis, result in growth.items()]
        (out / "performance-growth.svg").write_text(
            bars("Exponent of CPU time over size (line: 1)", rows, max(2, max(row[1] for row in rows)), 1))


if __name__ == "__main__":
    main()
