"""What a run met, against the minimums it must meet."""

import collections
import re

import signatures
import verdict

SUCCEEDING, FAILING, CASES, FAILING_SHARE = 50, 20, 20, 0.30
NODES = (
    "text",
    "trim",
    "comment",
    "action",
    "declare",
    "assign",
    "if",
    "else-if",
    "else",
    "with",
    "else-with",
    "range.list",
    "range.map",
    "range.int",
    "range.ints",
    "range.str",
    "range.nil",
    "range.0-variables",
    "range.1-variables",
    "range.2-variables",
    "break",
    "continue",
    "define",
    "block",
    "template",
    "chain",
    "field",
    "method",
    "variable",
    "pipe",
    "identifier",
    "nil",
    "bool",
    "string",
    "string.raw",
    "number",
    "number.decimal",
    "number.float",
    "number.hex",
    "number.octal",
    "number.binary",
    "number.char",
    "number.complex",
)
ACTIONS = (
    "values.global",
    "values.null-for-subchart",
    "values.null-subchart",
    "values.scalar-for-subchart",
    "values.documents",
    "values.null-by-user",
    "values.table-by-user",
    "values.exports",
    "dependency.child",
    "dependency.nested",
    "dependency.exact",
    "dependency.range",
    "dependency.alias",
    "dependency.condition",
    "dependency.condition-list",
    "dependency.tags",
    "dependency.tag-values",
    "dependency.import-export",
    "dependency.import-child-parent",
    "dependency.library",
    "dependency.undeclared",
    "dependency.absent",
    "dependency.requirements-yaml",
    "schema.root",
    "schema.subchart",
    "yaml.documents",
    "yaml.merge",
    "yaml.alias",
    "yaml.anchor",
    "yaml.tag",
    "yaml.explicit-key",
    "yaml.flow",
    "yaml.block-scalar",
    "yaml.double-quoted",
    "yaml.single-quoted",
    "codec.fromYaml",
    "codec.fromYamlArray",
    "codec.fromToml",
    "codec.fromJson",
    "codec.mustFromJson",
    "codec.fromJsonArray",
)
COMMANDS = (
    "set.set",
    "set.set-string",
    "set.set-json",
    "set.set-literal",
    "set.set-file",
    "set.values-file",
    "set.stdin",
    "set.index",
    "set.list",
    "set.nested",
    "set.escape",
    "set.null",
    "set.empty",
    "set.several",
    "set.negative-index",
    "set.subchart",
    "set.global",
    "command.template",
    "command.lint",
    "command.show",
    "command.show-only",
    "command.name-template",
    "command.kube-version",
    "command.api-versions",
    "command.include-crds",
    "command.no-hooks",
    "command.skip-tests",
    "command.output-dir",
    "command.is-upgrade",
    "command.debug",
    "chart.helmignore",
    "chart.hook",
    "chart.hook-weight",
    "chart.kinds",
    "chart.not-yaml",
    "chart.notes",
    "chart.crds",
    "chart.schema",
    "chart.damaged-metadata",
    "chart.kube-version",
    "chart.documents",
)
CALLING = re.compile(r"error calling (\w+):|wrong number of args for (\w+):|<(?:\(?)(\w+)")


class Reach:
    def __init__(self):
        self.cases = collections.Counter()
        self.failing = collections.Counter()
        self.labels = collections.Counter()
        self.succeeded = collections.Counter()
        self.failed = collections.Counter()
        self.ends = collections.Counter()

    def add(self, case, theirs):
        """Counts a case by Helm's answer."""
        self.cases[case.kind] += 1
        how = verdict.side(theirs)
        self.ends[how] += 1
        for label in case.trace:
            self.labels[label] += 1
        if how == "out":
            for name, count in case.calls.items():
                self.succeeded[name] += count
            return
        self.failing[case.kind] += 1
        named = (
            [name for groups in CALLING.findall(theirs.get("err", "")) for name in groups if name in signatures.TABLE]
            if case.calls
            else []
        )
        name = named[0] if named else case.focus if case.focus and "err" in theirs else None
        if name:
            self.failed[name] += 1

    def total(self):
        return sum(self.cases.values())

    def share_failing(self):
        return sum(self.failing.values()) / max(1, self.total())

    def shortfalls(self, with_commands):
        """What stays below its minimum, in words."""
        missing = [
            "node %s: %d cases" % (name, self.labels["node." + name]) for name in NODES if self.labels["node." + name] < CASES
        ]
        missing += [
            "%s: %d cases" % (name, self.labels[name])
            for name in ACTIONS + (COMMANDS if with_commands else ())
            if self.labels[name] < CASES
        ]
        missing += [
            "%s: %d succeeding calls" % (name, self.succeeded[name])
            for name in sorted(signatures.TABLE)
            if self.succeeded[name] < SUCCEEDING and name not in signatures.NEVER_SUCCEED
        ]
        missing += [
            "%s: %d failing calls" % (name, self.failed[name]) for name in sorted(signatures.TABLE) if self.failed[name] < FAILING
        ]
        if self.share_failing() < FAILING_SHARE:
            missing.append("only %.1f %% of the cases fail in Helm" % (100 * self.share_failing()))
        return missing

    def as_data(self):
        return {
            "cases": self.cases,
            "failing": self.failing,
            "ends": self.ends,
            "shareFailing": round(self.share_failing(), 4),
            "labels": self.labels,
            "functions": {
                name: {"succeeding": self.succeeded[name], "failing": self.failed[name]} for name in sorted(signatures.TABLE)
            },
        }

    def as_text(self, with_commands):
        lines = [
            "%-10s %7d cases, %5.1f %% fail in Helm" % (kind, count, 100 * self.failing[kind] / count)
            for kind, count in sorted(self.cases.items())
        ]
        lines.append(
            "%-10s %7d cases, %5.1f %% fail in Helm, %d end or hang it"
            % ("all", self.total(), 100 * self.share_failing(), self.ends["fault"])
        )
        lines += ["  %-32s %d" % pair for pair in sorted(self.labels.items())]
        lines += [
            "  %-32s %6d succeeding %6d failing" % (name, self.succeeded[name], self.failed[name])
            for name in sorted(signatures.TABLE)
        ]
        missing = self.shortfalls(with_commands)
        lines.append("every minimum of the reach is met" if not missing else "below the minimum:\n  " + "\n  ".join(missing))
        return "\n".join(lines)
