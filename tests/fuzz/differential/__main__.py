"""The differential fuzzer: generated templates, values, charts and command lines, in Helm and in `render`.

    python3 tests/fuzz/differential --oracle PATH --helm PATH [--render PATH] [--seed N] [--cases N | --seconds N]

A difference is made small and written as a vector for tests/conformance/run.py. See README.md beside this file.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import sys
import time

import charts
import commands
import mutation
import processes
import reach
import shrinking
import signatures
import templates
import verdict

NAMES = sorted(signatures.TABLE)
SLOW_SHARE = 1.0  # of the turns of a slow function that are taken


class Generator:
    """Case number N of a seed is always the same."""

    def __init__(self, seed, commands_share):
        self.seed = seed
        self.share = commands_share
        self.seeds = mutation.Seeds()

    def case(self, index):
        rng = random.Random("%d/%d" % (self.seed, index))
        if rng.random() < self.share:
            case = commands.command_case(rng)
        else:
            case = self.eval_case(rng, index)
        case.index = index
        return case

    def eval_case(self, rng, index):
        roll = rng.random()
        if roll < 0.42:
            name = NAMES[index % len(NAMES)]
            if name not in signatures.SLOW or rng.random() < SLOW_SHARE:
                return templates.function_case(rng, name)
        if roll < 0.64:
            return templates.template_case(rng)
        if roll < 0.74:
            return templates.document_case(rng)
        if roll < 0.83:
            return charts.chart_case(rng)
        if roll < 0.88:
            return charts.schema_case(rng)
        return self.seeds.mutate(rng)


class Run:
    def __init__(self, options, sides):
        self.options, self.sides = options, sides
        self.reach = reach.Reach()
        self.explained = {}
        self.finds = []
        self.seen = {}

    def judge(self, answers):
        """Counts the cases of a batch and looks into those that differ."""
        for case, (theirs, ours) in answers:
            self.reach.add(case, theirs)
            kind = verdict.classify(theirs, ours)
            if "fault" in theirs and self.options.faults:
                print(
                    "case %d: Helm: %s\n  here: %s\n  %s"
                    % (
                        case.index,
                        theirs["fault"][:150],
                        verdict.text_of(ours)[:200],
                        json.dumps(case.request, ensure_ascii=False)[:400],
                    ),
                    flush=True,
                )
            if kind:
                self.differs(case, kind, theirs, ours)

    def differs(self, case, kind, theirs, ours):
        if "fault" in kind and not case.is_command:  # a busy machine: once more, with more time
            theirs, ours = self.sides.patiently(case.request)
            kind = verdict.classify(theirs, ours)
            if kind is None:
                return
        why = verdict.explain(case.request, theirs, ours)
        if not why and verdict.varies(self.sides, case.request, theirs):
            why = "Helm's answer varies"
        if why:
            self.explained[why] = self.explained.get(why, 0) + 1
            return
        mark = (case.kind, kind, case.focus)
        self.seen[mark] = self.seen.get(mark, 0) + 1
        if self.seen[mark] > self.options.each or len(self.finds) >= self.options.most:
            self.finds.append((case, None, theirs, ours))
            return
        request = case.request
        if kind[0] != "fault" or self.options.shrink_faults:
            request = shrinking.shrink(self.sides, request, kind)
        theirs, ours = self.sides.command(request) if case.is_command else self.sides.evaluate([request])[0]
        self.finds.append((case, request, theirs, ours))
        print(
            "\ncase %d (%s%s): Helm %s, here %s\n  %s\n  Helm: %s\n  here: %s"
            % (
                case.index,
                case.kind,
                " " + case.focus if case.focus else "",
                *kind,
                json.dumps(request, ensure_ascii=False)[:1500],
                verdict.text_of(theirs)[:1200],
                verdict.text_of(ours)[:1200],
            ),
            flush=True,
        )
        if not self.options.no_write and self.options.zone == "UTC":
            self.write(case, request, theirs)

    def write(self, case, request, theirs):
        """Adds the vector to the file of its kind."""
        folder = pathlib.Path(self.options.corpus)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / ("commands.jsonl" if case.is_command else "templates.jsonl")
        vector = {"id": "differential/%s/%d-%d" % (case.kind, self.options.seed, case.index), "category": case.kind, **request}
        vector.update({key: value for key, value in verdict.content(theirs).items() if key != "made" or value})
        if "fault" not in theirs:
            with path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(vector) + "\n")


def arguments():
    parser = argparse.ArgumentParser(
        prog="differential", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--oracle", required=True, type=os.path.abspath, help="a program that answers the requests of `render eval` with Helm's engine")
    parser.add_argument("--helm", required=True, type=os.path.abspath, help="the helm command")
    parser.add_argument("--render", type=os.path.abspath, default=str(processes.ROOT / "build/release/bin/render"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=10000)
    parser.add_argument("--seconds", type=float, help="stop after this time instead of after --cases")
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--only", type=int, help="run one case by its number and show both answers")
    parser.add_argument("--commands", type=float, default=0.04, help="share of whole command lines")
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--each", type=int, default=2, help="finds of one sort that are shrunk")
    parser.add_argument("--most", type=int, default=200, help="finds that are shrunk in all")
    parser.add_argument("--jobs", type=int, default=2, help="batches at the same time")
    parser.add_argument("--faults", action="store_true", help="print the cases that crash or hang Helm")
    parser.add_argument("--shrink-faults", action="store_true", help="shrink crashes of Helm too")
    parser.add_argument("--corpus", default=str(processes.ROOT / "tests/corpus/differential"))
    parser.add_argument("--zone", default="UTC", help="TZ of both, command lines apart; where it is not UTC no vectors are written, for those are in UTC")
    parser.add_argument("--no-write", action="store_true", help="do not write vectors")
    parser.add_argument("--report", help="write the reach as JSON to this file")
    return parser.parse_args()


def run_batch(generator, sides, numbers):
    """[(case, (Helm's answer, ours))]"""
    cases = [generator.case(number) for number in numbers]
    lines = [case for case in cases if not case.is_command]
    answers = list(zip(lines, sides.evaluate([case.request for case in lines]))) if lines else []
    return answers + [(case, sides.command(case.request)) for case in cases if case.is_command]


def batches(options, generator, sides, start):
    """The answers of one batch after the other; some run ahead."""
    running, index, end = collections.deque(), options.first, options.first + options.cases
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        while True:
            while len(running) < options.jobs and (
                time.monotonic() - start < options.seconds if options.seconds else index < end
            ):
                numbers = range(index, index + options.batch if options.seconds else min(index + options.batch, end))
                running.append(pool.submit(run_batch, generator, sides, numbers))
                index = numbers.stop
            if not running:
                return
            yield running.popleft().result()


def show(generator, sides, index):
    case = generator.case(index)
    theirs, ours = sides.command(case.request) if case.is_command else sides.evaluate([case.request])[0]
    print(json.dumps(case.request, ensure_ascii=False), verdict.text_of(theirs), verdict.text_of(ours), sep="\n")
    return 0 if verdict.classify(theirs, ours) is None else 1


def main():
    options = arguments()
    sides = processes.Sides(options.oracle, options.helm, options.render, options.jobs, options.zone)
    generator = Generator(options.seed, options.commands)
    if options.only is not None:
        return show(generator, sides, options.only)
    run, start = Run(options, sides), time.monotonic()
    for answers in batches(options, generator, sides, start):
        run.judge(answers)
        print(
            "\r%d cases, %d differences, %d explained, %.0f s "
            % (run.reach.total(), len(run.finds), sum(run.explained.values()), time.monotonic() - start),
            end="",
            file=sys.stderr,
            flush=True,
        )
    print("\n" + run.reach.as_text(options.commands > 0))
    print("explained: " + (", ".join("%d %s" % (count, why) for why, count in sorted(run.explained.items())) or "none"))
    print(
        "%d cases of seed %d in %.0f s, %d differences"
        % (run.reach.total(), options.seed, time.monotonic() - start, len(run.finds))
    )
    if options.report:
        data = dict(
            run.reach.as_data(),
            seed=options.seed,
            explained=run.explained,
            differences=len(run.finds),
            below=run.reach.shortfalls(options.commands > 0),
        )
        pathlib.Path(options.report).write_text(json.dumps(data, indent=1, sort_keys=True) + "\n")
    return 1 if run.finds else 0


if __name__ == "__main__":
    sys.exit(main())
