"""Random literals: strings of many kinds, numbers in every notation, and how a template writes them.

Each generator takes a `random.Random` and gives plain text. `quote` and `raw` turn text into template source.
"""

from samples import (
    BAD_NUMBERS,
    BAD_REGEXES,
    CONSTRAINTS,
    DATES,
    DURATIONS,
    KEYS,
    LAYOUTS,
    LETTERS,
    NUMBERS,
    PATHS,
    REGEXES,
    REPLACEMENTS,
    TYPE_NAMES,
    URLS,
    VERSIONS,
    WORDS,
    ZONES,
)


def text(rng):
    """A string of any content."""
    roll = rng.random()
    if roll < 0.6:
        return rng.choice(WORDS)
    if roll < 0.8:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randrange(8)))
    if roll < 0.95:
        return rng.choice((" ", "-", "", "\n", ",", "/", "_", ".")).join(rng.choice(WORDS) for _ in range(rng.randrange(2, 5)))
    return rng.choice(WORDS) * rng.randrange(1, 6)


def word(rng):
    return rng.choice(
        ("alpha", "beta", "app", "web-1", "x", "Foo", "foo bar", "camelCase", "snake_case", "a.b.c", "ünïcode", "abc")
    )


def regex(rng):
    if rng.random() < 0.12:
        return rng.choice(BAD_REGEXES)
    return "".join(rng.choice(REGEXES) for _ in range(rng.choice((1, 1, 1, 2, 3))))


def sep(rng):
    return rng.choice((",", "", " ", "-", ".", "a", "::", "\n", "é", "/", "--", "ab"))


def semver(rng):
    if rng.random() < 0.6:
        return rng.choice(VERSIONS)
    core = ".".join(str(rng.choice((0, 1, 2, 3, 10, 28, 30))) for _ in range(rng.choice((1, 2, 3, 3, 3))))
    return rng.choice(("", "", "v")) + core + rng.choice(("", "", "", "-rc.1", "-0", "-alpha", "+b", "-a-b.2+c.d"))


def constraint(rng):
    if rng.random() < 0.5:
        return rng.choice(CONSTRAINTS)
    parts = [
        rng.choice((">=", "<", "^", "~", "=", "!=", ">", "<=", "", "~>")) + rng.choice(("", " ")) + semver(rng)
        for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    return rng.choice((", ", " ", " || ", ",", " - ")).join(parts)


def number(rng):
    """A number in template notation."""
    if rng.random() < 0.03:
        return rng.choice(BAD_NUMBERS)
    if rng.random() < 0.3:
        return str(rng.randrange(-50, 100))
    return rng.choice(NUMBERS)


def integer(rng):
    return str(rng.choice((0, 1, 2, 3, 4, 5, 7, 10, 16, 64, -1, -2, -5, 100, 999, 65536, 2**31, -(2**31), 2**53 + 1)))


def small(rng):
    return str(rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40, -1, -3)))


def floating(rng):
    return rng.choice(
        ("0.5", "1.5", "2.0", "-3.25", "1e3", "100.0", "0.1", "1e-7", "123456.789", "1e21", "2.5", "-0.5", "0.049999", "3.14159")
    )


ESCAPES = {
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\\": "\\\\",
    '"': '\\"',
    "\0": "\\x00",
    "\x1b": "\\u001b",
    "\x7f": "\\x7f",
    "\ufeff": "\\ufeff",
}


def quote(rng, content):
    """Template source of a string: interpreted, or raw where the content allows it."""
    if rng.random() < 0.15 and "`" not in content and "\r" not in content and "\0" not in content and "\ufeff" not in content:
        return "`" + content + "`"
    return '"' + "".join(ESCAPES.get(c, c) for c in content) + '"'
