"""Random literals: strings of many kinds, numbers in every notation, and how a template writes them.

Each generator takes a `random.Random` and gives plain text. `quote` and `raw` turn text into template source.
"""

WORDS = ("alpha", "beta", "app", "web-1", "x", "Foo", "foo bar", "camelCase", "snake_case", "kebab-case", "A", "nginx:1.25",
         "ünïcode", "日本語", "naïve", "ß", "İstanbul", "a.b.c", "true", "null", "~", "1", "0x1F", "1e3", "-5", "3.14", "007",
         "yes", "on", "NaN", "", " ", "  lead", "trail  ", "tab\there", "line\nbreak", "a\r\nb", "\n", "quote\"d", "it's",
         "back\\slash", "back`tick", "<b>&amp;</b>", "{{ .x }}", "{{", "}}", "%d%s", "$x", "${y}", "a,b,c", "a=b", "a: b",
         "- item", "# comment", "[1]", "{a}", "*ref", "&anc", "!tag", "@at", "|", ">", "%", "\u00a0", "\u2028", "\u200b",
         "é", "e\u0301", "😀", "👨‍👩‍👧", "\u0000", "\u001b[0m", "\u007f", "\ufeff", "<no value>", "longer text with several words in it",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "HTTPServer", "XMLHttpRequest", "ID2Name", "a1B2", "__x__", "--x--", "10MB", "9223372036854775807",
         "9223372036854775808", "-9223372036854775808", "1_000", "0b11", "0o17", "+1", ".5", "5.", "1e400", "Inf", "=", "2024-01-02",
         "12:30:45", "2024-01-02T03:04:05Z", "<<", "y", "n", "No", "FALSE", "Null", "0777", "1.0", "1.10", "6.02e23")
KEYS = ("a", "b", "name", "port", "x-y", "k10", "k2", "B", "0", "enabled", "ä", "long.key", "")
LETTERS = "abcXYZ019 _-.,:/\\\"'`{}[]()<>|&*?+^$#%@!~=;\n\t\u00e9\u4e16\U0001f600"
REGEXES = ("a", "[a-z]+", "^a", "a$", "(a)(b)?", "(?i)FOO", "\\d+", "\\w+", "\\s", "\\bfoo\\b", "a|b", "", ".", ".*", "(?s).*", "(?m)^\\w",
           "[^a-c]", "x*", "a{2,3}", "a??", "(?P<n>o+)", "(?:x)", "\\pL", "\\p{Greek}", "[[:alpha:]]+", "[\\d-]", "\\.", "^$", "\\Qa.b\\E",
           "é", "[à-ü]", "\\x41", "(a+)+", "\\z", "(?U)a+", "(o)(o)", "-", ",", "[[:^digit:]]", "\\pN", "\\PL+", "\\C", "^[0-9]{1,3}$")
BAD_REGEXES = ("(", ")", "[", "a**", "*", "?", "\\", "a{1001}", "(?P<n", "[b-a]", "(?<!x)", "(?=x)", "\\8", "x{2,1}", "[[:foo:]]", "(?z)",
               "\\pX", "(?P<1>a)", "(?i", "[a", "a{1000}{1000}", "\\Q", "+", "(?P=n)", "[\\b]")
REPLACEMENTS = ("", "x", "$1", "${1}", "$1x", "${1}x", "$$", "$", "${", "$n", "${n}", "$0", "<$0>", "\\1", "$2$1", "$9", "é", "${1", "$-")
VERSIONS = ("1.2.3", "v1.2.3", "1.2", "1", "1.2.3-beta.1", "1.2.3-beta.1+b5", "0.0.0", "v0.1.0-rc1", "1.2.3+meta", "01.2.3", "1.2.3-01",
            "1.2.3-", "x", "", "1.2.3.4", "99999999999999999999.1.1", "v1.30.0-gke.100", "2.0.0-alpha", "1.28.0", " 1.2.3", "1.2.3-a..b", "v")
CONSTRAINTS = (">=1.0.0", "^1.2", "~1.2.3", "~1", "1.x", "*", "1.2 - 1.4.5", ">1 <3", ">=1.0.0, <2.0.0", "!=1.2.3", "<2 || >3", "=1.2.3",
               ">=1.2-0", "^0.0.3", "^0", "~>1.2", "=>1", "1.2.x", "latest", ">", "", "^v1", ">= 1.2", "1.2.3 || ", ">=1.0.0-alpha", "<1.2.3-beta",
               "^1.2.3-beta", "||", ">=x", "~1.2.3.4", "1.2.3 1.2.4", "<=1.2.x", ">1.x", "!=1.x", "=1.X", ">=01")
LAYOUTS = ("2006-01-02", "15:04:05", "2006-01-02T15:04:05Z07:00", "Mon Jan _2 15:04:05 2006", "02 Jan 06 15:04 MST", "Monday", "3:04PM", "",
           "x", "2006-002", "Jan", "01/02/06", ".000", "15:04:05.999999999", "-0700", "Z0700", "2006-01-02T15:04:05-07:00", "__2", "PM pm", "1/2/6",
           "05.000000", "MST", "Z07", "-07", "January 2", "15h04", "2006-1-2 3:4:5 pm", "15:04:05,000")
DATES = ("2024-02-29", "2023-02-29", "1999-12-31", "12:34:56", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05+02:00", "", "x", "2024-13-01",
         "Mon Jan  2 15:04:05 2006", "02 Jan 06 15:04 MST", "0001-01-01", "9999-12-31", "3:04PM", "01/02/06", "2024-001", "1/2/3", "24:00:00",
         "2024-01-02T03:04:05.123456789Z", "January 5", "-0700", "15h04", "2024-06-01T00:00:00-07:00")
ZONES = ("UTC", "", "Local", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Nowhere/City", "EST", "Etc/GMT+5", "utc", "../x", "Asia/Tokyo")
DURATIONS = ("1h", "-1.5h", "24h", "90m", "1h30m", "2s", "150ms", "5us", "7ns", "0", "0s", "", "x", "1d", "1h1", "100000h", "-2h45m30s", "1.5",
             "95", "86400", "31536000", "+3s", ".5s", "1µs", "9223372036s", "9223372037s", "1e3s", "720h", "2562047h47m16.854775807s", "- 1h")
PATHS = ("/a/b/c.txt", "a/b", "../x", "./y/../z", "/", "", ".", "..", "a//b/", "file.tar.gz", ".hidden", "/a/.b", "C:\\x\\y.z", "a b/c", "a/b/..", "//x", "a.")
URLS = ("http://user:pw@host.com:8080/path?query=1#frag", "https://x", "mailto:a@b", "/rel/path", "", "://bad", "http://[::1]:80/", "a b", "http://h/%zz",
        "http://h/a%2Fb?x=%20", "ftp://h/..;p", "http://host:port/", "//host/p", "?q", "#f", "x:y:z", "http://u@h", "http://é.com/ü?ö#ß", "HTTP://H", "1:2",
        "http://[::1", "http://h\x7f/", "http://a b/", "urn:a:b", "http://h?a=b;c", "*", "http://h:/", "scheme+x://h")
NUMBERS = ("0", "1", "-1", "7", "42", "100", "255", "-17", "3.5", "-0.25", "1e3", "1e-3", "0x1F", "0b101", "0o17", "017", "1_000", "0x_1F", "'a'", "'\\n'", "'é'",
           "'\\x41'", "'\\u00e9'", "1.0", "1.", ".5", "0x1p4", "9223372036854775807", "-9223372036854775808", "1e6", "1e21", "123456789.125", "+3",
           "0.1", "2.5", "-2.5", "1e308", "5e-324", "'\\''", "0X1f", "0B1", "1E2", "0x1.8p1", "'\\U0001F600'", "'\\377'", "2i", "1+2i", "1i")
BAD_NUMBERS = ("9223372036854775808", "1e400", "08", "0xg", "1__0", "1x", "'ab'", "'", "''", "0b2", "1e", "--1", "1.2.3", "0x", "1_", "0o8", "+-1", "1e+", "'\\q'", "0x1p",
               "1a", "-", "'\\400'")
TYPE_NAMES = ("string", "int", "int64", "float64", "bool", "map", "slice", "list", "map[string]interface {}", "[]interface {}", "[]string", "time.Time",
              "*semver.Version", "invalid", "<nil>", "", "ptr", "struct", "semver.Version", "common.Values", "[]int", "float32", "string ", "time.Duration")


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
    return rng.choice(("alpha", "beta", "app", "web-1", "x", "Foo", "foo bar", "camelCase", "snake_case", "a.b.c", "ünïcode", "abc"))


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
    parts = [rng.choice((">=", "<", "^", "~", "=", "!=", ">", "<=", "", "~>")) + rng.choice(("", " ")) + semver(rng)
             for _ in range(rng.choice((1, 1, 2, 3)))]
    return rng.choice((", ", " ", " || ", ",", " - ")).join(parts)


def number(rng):
    """A number in template notation."""
    if rng.random() < 0.03:
        return rng.choice(BAD_NUMBERS)
    if rng.random() < 0.3:
        return str(rng.randrange(-50, 100))
    return rng.choice(NUMBERS)


def integer(rng):
    return str(rng.choice((0, 1, 2, 3, 4, 5, 7, 10, 16, 64, -1, -2, -5, 100, 999, 65536, 2 ** 31, -2 ** 31, 2 ** 53 + 1)))


def small(rng):
    return str(rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 12, 20, 40, -1, -3)))


def floating(rng):
    return rng.choice(("0.5", "1.5", "2.0", "-3.25", "1e3", "100.0", "0.1", "1e-7", "123456.789", "1e21", "2.5", "-0.5", "0.049999", "3.14159"))


ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"', "\0": "\\x00", "\x1b": "\\u001b", "\x7f": "\\x7f",
           "\ufeff": "\\ufeff"}


def quote(rng, content):
    """Template source of a string: interpreted, or raw where the content allows it."""
    if rng.random() < 0.15 and "`" not in content and "\r" not in content and "\0" not in content and "\ufeff" not in content:
        return "`" + content + "`"
    return '"' + "".join(ESCAPES.get(c, c) for c in content) + '"'
