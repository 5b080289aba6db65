#!/usr/bin/env python3
"""`render yaml` against yamllint, finding by finding.

    yaml_lint.py --render RENDER [--work DIR] [--charts DIR] [--mutants N] [--seed N]

Installs yamllint from PyPI into DIR/venv (default: build/soak) when it is not there. Both read the same files with the same
configuration; equal are findings of the same file, line, column, level, rule and message. Compared are

- one wrong text for each option of each rule, with the configuration that it is wrong by;
- the YAML files of this repository and what its charts render, by `default`, `relaxed` and a configuration of all rules;
- with --charts the values files of the charts (folders or .tgz) in DIR, and what they render;
- N mutants (default 2000) of such texts, each by a configuration of its own, drawn at random.

--write FILE writes what yamllint finds in the wrong texts, for the unit test of lib/yamllint.

Where yamllint ends with an exception it has no findings: such files are counted, not compared. Prints precision and recall;
ends with status 1 when a finding differs.
"""
import argparse
import collections
import itertools
import pathlib
import random
import re
import subprocess
import sys
import tarfile

import originals

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = "yamllint==1.38.*"
FINDING = re.compile(r"^(.*?):(\d+):(\d+): \[(\w+)\] (.*) \(([a-z-]+)\)$")

ALL_RULES = """extends: default
rules:
  document-end: enable
  empty-values: enable
  float-values: {require-numeral-before-decimal: true, forbid-scientific-notation: true, forbid-nan: true, forbid-inf: true}
  key-ordering: enable
  octal-values: enable
  quoted-strings: {required: only-when-needed, quote-type: consistent, check-keys: true}
  anchors: {forbid-duplicated-anchors: true, forbid-unused-anchors: true}
  indentation: {check-multi-line-strings: true, indent-sequences: consistent}
"""

# What each option may be, for configurations drawn at random.
BOOLS = ["true", "false"]
NUMBERS = ["-1", "0", "1", "2", "4"]
FLOW = {"forbid": ["true", "false", "non-empty"], "min-spaces-inside": NUMBERS, "max-spaces-inside": NUMBERS,
        "min-spaces-inside-empty": NUMBERS, "max-spaces-inside-empty": NUMBERS}
OPTIONS = {
    "anchors": {"forbid-undeclared-aliases": BOOLS, "forbid-duplicated-anchors": BOOLS, "forbid-unused-anchors": BOOLS},
    "braces": FLOW,
    "brackets": FLOW,
    "colons": {"max-spaces-before": NUMBERS, "max-spaces-after": NUMBERS},
    "commas": {"max-spaces-before": NUMBERS, "min-spaces-after": NUMBERS, "max-spaces-after": NUMBERS},
    "comments": {"require-starting-space": BOOLS, "ignore-shebangs": BOOLS, "min-spaces-from-content": NUMBERS},
    "comments-indentation": {},
    "document-end": {"present": BOOLS},
    "document-start": {"present": BOOLS},
    "empty-lines": {"max": ["0", "1", "2"], "max-start": ["0", "1"], "max-end": ["0", "1"]},
    "empty-values": {"forbid-in-block-mappings": BOOLS, "forbid-in-flow-mappings": BOOLS, "forbid-in-block-sequences": BOOLS},
    "float-values": {"require-numeral-before-decimal": BOOLS, "forbid-scientific-notation": BOOLS, "forbid-nan": BOOLS,
                     "forbid-inf": BOOLS},
    "hyphens": {"max-spaces-after": NUMBERS},
    "indentation": {"spaces": ["consistent", "1", "2", "4"], "indent-sequences": BOOLS + ["whatever", "consistent"],
                    "check-multi-line-strings": BOOLS},
    "key-duplicates": {"forbid-duplicated-merge-keys": BOOLS},
    "key-ordering": {"ignored-keys": ["[]", "['^a', name]"]},
    "line-length": {"max": ["10", "40", "80"], "allow-non-breakable-words": BOOLS, "allow-non-breakable-inline-mappings": BOOLS},
    "new-line-at-end-of-file": {},
    "new-lines": {"type": ["unix", "dos", "platform"]},
    "octal-values": {"forbid-implicit-octal": BOOLS, "forbid-explicit-octal": BOOLS},
    "quoted-strings": {"quote-type": ["any", "single", "double", "consistent"], "required": BOOLS + ["only-when-needed"],
                       "allow-quoted-quotes": BOOLS, "check-keys": BOOLS},
    "trailing-spaces": {},
    "truthy": {"allowed-values": ["['true', 'false']", "['yes', 'no']", "[]"], "check-keys": BOOLS},
}

# A wrong text (or several) for each option: rule, options, text.
WRONG = [
    ("anchors", "forbid-undeclared-aliases: true", "a: *b\nb: &b 1\n---\nc: *b\n"),
    ("anchors", "forbid-duplicated-anchors: true", "a: &x 1\nb: &x 2\nc: *x\n"),
    ("anchors", "forbid-unused-anchors: true", "a: &x 1\nb: &y 2\nc: *x\n---\nd: &z 1\n...\n"),
    ("braces", "forbid: true", "a: {}\nb: {c: 1}\n"),
    ("braces", "forbid: non-empty", "a: {}\nb: {c: 1}\n"),
    ("braces", "min-spaces-inside: 1, max-spaces-inside: 1", "a: {b: 1}\nc: {  d: 1  }\ne: { f: 1 }\n"),
    ("braces", "min-spaces-inside-empty: 1, max-spaces-inside-empty: 1", "a: {}\nb: {  }\nc: { }\n"),
    ("brackets", "forbid: true", "a: []\nb: [1]\n"),
    ("brackets", "forbid: non-empty", "a: []\nb: [1]\n"),
    ("brackets", "min-spaces-inside: 1, max-spaces-inside: 1", "a: [1]\nb: [  1  ]\nc: [ 1 ]\n"),
    ("brackets", "min-spaces-inside-empty: 1, max-spaces-inside-empty: 1", "a: []\nb: [  ]\nc: [ ]\n"),
    ("colons", "max-spaces-before: 0", "a : 1\nb  : 2\n? c\n  : 3\n*x : 4\n"),
    ("colons", "max-spaces-after: 1", "a:  1\n?  b\n:  2\n"),
    ("commas", "max-spaces-before: 0", "a: [1 , 2\n  , 3]\n"),
    ("commas", "min-spaces-after: 1, max-spaces-after: 1", "a: [1,2,  3, 4]\n"),
    ("comments", "require-starting-space: true", "#!shebang\n#a\n##b\n# c\n#\n"),
    ("comments", "ignore-shebangs: false", "#!shebang\na: 1\n"),
    ("comments", "min-spaces-from-content: 2", "a: 1 # near\nb: 2  # fine\n"),
    ("comments-indentation", "", "a:\n  # fine\n  b: 1\n # wrong\n    # wrong\nc:\n  - 1\n# back\n  # wrong\nd: 1\n"),
    ("document-end", "present: true", "---\na: 1\n---\nb: 1\n"),
    ("document-end", "present: false", "---\na: 1\n...\n"),
    ("document-start", "present: true", "a: 1\n...\n%YAML 1.1\n---\nb: 1\n"),
    ("document-start", "present: false", "---\na: 1\n"),
    ("empty-lines", "max: 1", "a: 1\n\n\nb: 1\r\n\r\n\r\n\r\nc: 1\n"),
    ("empty-lines", "max-start: 1", "\n\n\na: 1\n"),
    ("empty-lines", "max-end: 1", "a: 1\n\n\n\n"),
    ("empty-lines", "", "\n"),
    ("empty-values", "forbid-in-block-mappings: true", "a:\nb: {}\n"),
    ("empty-values", "forbid-in-flow-mappings: true", "a: {b:, c: }\n"),
    ("empty-values", "forbid-in-block-sequences: true", "a:\n  -\n  - 1\n"),
    ("float-values", "require-numeral-before-decimal: true", "a: .5\nb: -.5e3\nc: '.5'\nd: !!float .5\n"),
    ("float-values", "forbid-scientific-notation: true", "a: 1e5\nb: 1.0E+5\nc: 1.e5\nd: 1e\n"),
    ("float-values", "forbid-nan: true", "a: .nan\nb: .NaN\nc: .Nan\n"),
    ("float-values", "forbid-inf: true", "a: .inf\nb: -.INF\nc: '.inf'\n"),
    ("hyphens", "max-spaces-after: 1", "-   a\n- b\n"),
    ("indentation", "spaces: 2", "a:\n   b: 1\nc:\n  - d:\n     e: 1\n"),
    ("indentation", "spaces: consistent", "a:\n  b:\n      c: 1\n"),
    ("indentation", "indent-sequences: true", "a:\n- 1\nb:\n  - 1\n"),
    ("indentation", "indent-sequences: false", "a:\n- 1\nb:\n  - 1\n"),
    ("indentation", "indent-sequences: consistent", "a:\n- 1\nb:\n  - 1\n"),
    ("indentation", "indent-sequences: whatever", "a:\n- 1\nb:\n   - 1\n"),
    ("indentation", "check-multi-line-strings: true", "a: |\n    b\n     c\nd: one\n     two\ne: 'one\n   two'\n- ? >\n  f\n  : >\n  g\n"),
    ("key-duplicates", "", "a: 1\nb: {c: 1, c: 2}\na: 2\n<<: 1\n<<: 2\n"),
    ("key-duplicates", "forbid-duplicated-merge-keys: true", "<<: 1\n<<: 2\n"),
    ("key-ordering", "", "b: 1\na: 2\nc: {e: 1, d: 2}\n\u00e9: 1\nz: 1\n"),
    ("key-ordering", "ignored-keys: [name]", "b: 1\nname: 2\na: 3\nfirst-name: 1\n"),
    ("line-length", "max: 20", "a: one two three four five six seven\n# \u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 b\n"),
    ("line-length", "max: 20, allow-non-breakable-words: false", "- http://localhost/very/long\n"),
    ("line-length", "max: 20, allow-non-breakable-inline-mappings: true", "a: http://localhost/very/long\nb: http://localhost/very long\n"),
    ("new-line-at-end-of-file", "", "a: 1"),
    ("new-lines", "type: unix", "a: 1\r\n"),
    ("new-lines", "type: dos", "a: 1\n"),
    ("new-lines", "type: platform", "a: 1\r\n"),
    ("octal-values", "forbid-implicit-octal: true", "a: 010\nb: 08\nc: '010'\nd: !!int 010\n"),
    ("octal-values", "forbid-explicit-octal: true", "a: 0o10\nb: 0o8\n"),
    ("quoted-strings", "quote-type: single", "a: \"b\"\nc: 'd'\ne: f\n"),
    ("quoted-strings", "quote-type: double", "a: \"b\"\nc: 'd'\n"),
    ("quoted-strings", "quote-type: consistent", "a: \"b\"\nc: 'd'\ne: 1\n"),
    ("quoted-strings", "required: false, quote-type: double", "a: b\nc: 'd'\n"),
    ("quoted-strings", "required: only-when-needed", "a: 'b'\nc: 'd: e'\nf: '1'\ng: ['a,b', 'c']\nh: \"\\u00e9\\n\"\n"),
    ("quoted-strings", "required: false, extra-required: [^http]", "a: http://x\nb: c\n"),
    ("quoted-strings", "required: only-when-needed, extra-required: [^http]", "a: http://x\nb: 'http://y'\n"),
    ("quoted-strings", "required: only-when-needed, extra-allowed: [^http]", "a: 'http://x'\nb: 'c'\n"),
    ("quoted-strings", "quote-type: single, allow-quoted-quotes: true", "a: \"it's\"\nb: \"its\"\n"),
    ("quoted-strings", "check-keys: true", "'a': 'b'\nc: 'd'\n"),
    ("trailing-spaces", "", "a: 1 \nb: 2\t\n \nc: 3 \r\n"),
    ("truthy", "", "a: yes\nNo: on\nb: 'yes'\nc: !!bool yes\n"),
    ("truthy", "allowed-values: ['yes', 'no']", "a: yes\nb: true\n"),
    ("truthy", "check-keys: false", "on: yes\n"),
    ("truthy", "", "%YAML 1.2\n---\na: yes\nb: True\n...\nc: yes\n"),
]
BROKEN = ["a: b: c\n", "a: [1, 2\n", "a: 'b\n", "a: \"\\q\"\n", "a:\n  b\n c: 1\n", "- a\nb: 1\n", "a: *\n", "&a &b c\n", "!x!y z\n",
          "a: |0\n  b\n", "%YAML 2.0\n---\n", "%TAG ! a\n%TAG ! b\n---\n", "@a\n", "\ta: 1\n", "a: {b: 1]\n", "? a\n? b\n", "a\n--- b\n... c\n",
          "a: 1\n\u0007b: 2\n", "- !!str, a\n", "'a\n--- b'\n", "a: \"\\xZZ\"\n", "a: 1 # yamllint disable-line\nb:  2\n",
          "# yamllint disable rule:colons\na:  1\n# yamllint enable\nb:  1\n", "# yamllint disable-file\na:  1\n",
          "# yamllint disable-line rule:colons\na:  1\nb:  1\n"]
PIECES = ["a: ", "- ", "? ", ": ", "{", "}", "[", "]", ",", "#", " # c", "'", '"', "|", ">", ">-\n", "&a ", "*a ", "!!str ", "!x ", "---\n", "...\n", "%YAML 1.2\n",
          "\n", "\n\n", "  ", " ", "\t", "\r\n", "\r", "\u0085", "\u2028", "\u00e9", "\ufeff", "yes", "010", "1e3", ".5", "\\", "<<: ", "key", "~", "null", "x: 'y'\n"]


class Comparison:
    """Counts findings that both have, and those that one has alone."""

    def __init__(self, render, folder):
        self.render, self.folder = render, folder
        self.both = self.files = self.crashes = 0
        self.ours_alone, self.theirs_alone = [], []
        self.rules = collections.Counter()

    def add(self, config, texts):
        """`texts` (name -> bytes) by one configuration."""
        from yamllint import linter
        from yamllint.config import YamlLintConfig

        conf = YamlLintConfig(config)
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            path.unlink()
        theirs = {}
        for name, text in texts.items():
            try:
                problems = list(linter.run(text, conf, name))
            except Exception:
                self.crashes += 1
                continue
            (self.folder / name).write_bytes(text)
            theirs[name] = collections.Counter(
                (p.line, p.column, p.level, (p.rule or "syntax"), p.desc.removesuffix(" (syntax)")) for p in problems)
        ours = self.ours(config, list(theirs))
        for name, wanted in theirs.items():
            found = ours.get(name, collections.Counter())
            self.files += 1
            self.both += sum((found & wanted).values())
            for (_, _, _, rule, _), count in (found & wanted).items():
                self.rules[rule] += count
            self.ours_alone += [(config, name, texts[name], f) for f in (found - wanted).elements()]
            self.theirs_alone += [(config, name, texts[name], f) for f in (wanted - found).elements()]

    def ours(self, config, names):
        config_file = self.folder.with_suffix(".config")
        config_file.write_text(config)
        found = collections.defaultdict(collections.Counter)
        if not names:
            return found
        command = [self.render, "yaml", "-c", config_file, "-o", "parsable", "--fail-on", "never", "."]
        done = subprocess.run(command, cwd=self.folder, capture_output=True)
        if done.returncode != 0 or done.stderr:
            sys.exit("%s\n%s" % (config, done.stderr.decode()[:2000]))
        for line in done.stdout.decode("utf-8", "surrogateescape").split("\n"):
            match = FINDING.match(line)
            if match:
                file, row, column, level, text, rule = match.groups()
                found[file.removeprefix("./")][int(row), int(column), level, rule, text] += 1
            elif line:
                sys.exit("no finding: " + line)
        return found

    def tell(self, title, before):
        files, both, ours, theirs, crashes = (a - b for a, b in zip(self.numbers(), before))
        print("%-12s %6d files, %8d findings of both, %d of render alone, %d of yamllint alone, yamllint fails on %d files"
              % (title, files, both, ours, theirs, crashes), flush=True)

    def numbers(self):
        return self.files, self.both, len(self.ours_alone), len(self.theirs_alone), self.crashes


def rendered(render, chart):
    done = subprocess.run([render, "template", "x", str(chart)], capture_output=True)
    return done.stdout if done.returncode == 0 else b""


def once(texts):
    """Equal texts only once."""
    return {name: text for text, name in {text: name for name, text in texts.items()}.items()}


def repository_texts(render):
    texts = {}
    for folder in ("charts", "golden"):
        for path in sorted((ROOT / folder).rglob("*.y*ml")):
            if "templates" not in path.parts:
                texts[str(path.relative_to(ROOT)).replace("/", "_")] = path.read_bytes()
    for path in sorted((ROOT / "charts").glob("*/Chart.yaml")):
        texts["rendered_%s.yaml" % path.parent.name] = rendered(render, path.parent)
    return texts


def public_texts(render, folder):
    texts = {}
    charts = [p for p in sorted(folder.rglob("*.tgz")) if "charts" not in p.relative_to(folder).parts]
    charts += [p.parent for p in sorted(folder.rglob("Chart.yaml")) if "charts" not in p.relative_to(folder).parts]
    for number, chart in enumerate(charts):
        if chart.is_dir():
            values = {str(p.relative_to(chart)): p.read_bytes() for p in chart.rglob("values*.yaml") if p.is_file()}
        else:
            with tarfile.open(chart) as archive:
                values = {m.name: archive.extractfile(m).read() for m in archive if m.isfile() and re.search(r"(^|/)values[^/]*\.yaml$", m.name)}
        for name, text in values.items():
            texts["%d_%s" % (number, name.replace("/", "_"))] = text
        text = rendered(render, chart)
        if text:
            texts["%d_rendered_%s.yaml" % (number, chart.name)] = text
    return texts


def wrong_cases():
    for rule, options, text in WRONG:
        yield "rules: {%s: {%s}}" % (rule, options), text
    for text in BROKEN:
        yield "extends: default", text


def write_cases(path):
    """Each case: `=== CONFIGURATION`, `$ TEXT` with escapes, and `LINE:COLUMN LEVEL RULE MESSAGE` for each finding."""
    from yamllint import linter
    from yamllint.config import YamlLintConfig

    written = "# Written by tests/soak/yaml_lint.py --write: what yamllint 1.38 finds.\n"
    for config, text in wrong_cases():
        try:
            problems = list(linter.run(text.encode(), YamlLintConfig(config), "x.yaml"))
        except Exception:
            continue
        escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
        written += "\n=== %s\n$ %s\n" % (config, escaped)
        for p in problems:
            written += "%d:%d %s %s %s\n" % (p.line, p.column, p.level, p.rule or "syntax", p.desc.removesuffix(" (syntax)"))
    path.write_text(written)


def drawn_config(draw):
    """Any rules with any options."""
    text = "rules:\n"
    for rule in draw.sample(sorted(OPTIONS), draw.randint(1, len(OPTIONS))):
        options = {name: draw.choice(choices) for name, choices in OPTIONS[rule].items() if draw.random() < 0.5}
        options["level"] = draw.choice(["error", "warning"])
        text += "  %s: {%s}\n" % (rule, ", ".join("%s: %s" % item for item in options.items()))
    return text


def mutant(draw, seeds):
    text = draw.choice(seeds)
    for _ in range(draw.randint(1, 4)):
        at = draw.randint(0, len(text))
        end = min(len(text), at + draw.choice([0, 0, 1, 1, 2, 5, 20]))
        what = draw.random()
        if what < 0.6:
            text = text[:at] + "".join(draw.choices(PIECES, k=draw.randint(1, 3))) + text[end:]
        elif what < 0.8:
            text = text[:at] + text[end:]
        else:
            lines = text.split("\n")
            row = draw.randrange(len(lines))
            lines[row] = draw.choice(["  " + lines[row], lines[row][1:], lines[row] + "\n" + lines[row], draw.choice(lines)])
            text = "\n".join(lines)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "soak")
    parser.add_argument("--charts", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=30_000, help="longest text of a chart that is compared, in bytes")
    parser.add_argument("--files", type=int, default=150, help="how many texts of each origin are compared")
    arguments = parser.parse_args()
    originals.enter_venv(arguments.work.resolve() / "venv-yamllint", PACKAGE)
    if arguments.write:
        write_cases(arguments.write)
        return
    comparison = Comparison(arguments.render, arguments.work.resolve() / "yaml")

    draw = random.Random(arguments.seed)

    def drawn(texts):
        names = sorted(name for name, text in texts.items() if len(text) <= arguments.limit)
        return draw.sample(names, min(len(names), arguments.files))

    before = comparison.numbers()
    for rule, options, text in WRONG:
        comparison.add("rules: {%s: {%s}}" % (rule, options), {"wrong.yaml": text.encode()})
    comparison.add("extends: default", {"broken%d.yaml" % i: text.encode() for i, text in enumerate(BROKEN)})
    comparison.tell("wrong", before)
    missing = set(OPTIONS) - set(comparison.rules)
    if missing:
        sys.exit("no finding of the rules " + ", ".join(sorted(missing)))

    configs = ["extends: default", "extends: relaxed", ALL_RULES]
    texts = once(repository_texts(arguments.render))
    before = comparison.numbers()
    names = drawn(texts)
    for number, config in enumerate(configs):
        comparison.add(config, {name: texts[name] for name in names[number::3]})
    comparison.tell("repository", before)
    if arguments.charts:
        texts = once(public_texts(arguments.render, arguments.charts))
        before = comparison.numbers()
        names = drawn(texts)
        for number, config in enumerate(configs):
            comparison.add(config, {name: texts[name] for name in names[number::3]})
        comparison.tell("public", before)

    seeds = [text for _, _, text in WRONG] + BROKEN
    for text in texts.values():
        lines = text.decode("utf-8", "replace").split("\n")
        seeds += ["\n".join(lines[i:i + 40]) for i in draw.sample(range(len(lines)), min(len(lines), 2))]
    before = comparison.numbers()
    for number in range(0, arguments.mutants, 25):
        comparison.add(drawn_config(draw), {"m%d.yaml" % i: mutant(draw, seeds).encode("utf-8", "replace") for i in range(25)})
    comparison.tell("mutants", before)

    ours, theirs = len(comparison.ours_alone), len(comparison.theirs_alone)
    for side, alone in (("render", comparison.ours_alone), ("yamllint", comparison.theirs_alone)):
        for config, name, text, finding in itertools.islice(alone, 10):
            print("\nof %s alone: %s %s\nby %s\n%r" % (side, name, finding, config, text[:600]))
    print("precision %.4f %%, recall %.4f %%" % (100 * comparison.both / max(1, comparison.both + ours),
                                                 100 * comparison.both / max(1, comparison.both + theirs)))
    sys.exit(1 if ours or theirs else 0)


if __name__ == "__main__":
    main()
