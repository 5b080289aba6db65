"""Runs cases in Helm and in the renderer; a process that dies or hangs is started anew behind the case that did it."""

import concurrent.futures
import importlib.util
import json
import os
import pathlib
import resource
import select
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
MEMORY = 6 << 30  # bytes of address space of one process
PATIENCE = 90
HELM_SECONDS, OUR_SECONDS = 12, 60  # of silence until a process counts as hanging


def load_runner():
    """tests/conformance/run.py: its way to run a command line is the one by which vectors are judged."""
    spec = importlib.util.spec_from_file_location("conformance_run", ROOT / "tests" / "conformance" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RUNNER = load_runner()


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def eval_lines(command, requests, seconds, zone):
    """The answers to `requests`; {"fault": ...} for one that ended or hung the process."""
    answers = []
    while len(answers) < len(requests):
        lines, fault = one_process(command, requests[len(answers) :], seconds, zone)
        answers += [json.loads(line) for line in lines]
        if len(answers) < len(requests):
            answers.append({"fault": fault})
    return answers


def one_process(command, requests, seconds, zone):
    """The answer lines of one process until it ends or is silent for too long, and how it failed."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ, TZ=zone),
        preexec_fn=bounded,
    )
    text = "".join(json.dumps(r) + "\n" for r in requests).encode("utf-8", "surrogatepass")
    errors = []
    feeder = threading.Thread(target=feed, args=(process.stdin, text))
    drain = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    feeder.start()
    drain.start()
    output, silent = bytearray(), False
    while True:
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        if not ready:
            silent = True
            process.kill()
            break
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            break
        output += piece
    process.wait()
    feeder.join()
    drain.join()
    process.stdout.close()
    process.stderr.close()
    fault = (
        "no answer in %d s" % seconds
        if silent
        else crash(process.returncode, errors[0].decode("utf-8", "replace"))
    )
    return [line for line in bytes(output[: output.rfind(b"\n") + 1]).split(b"\n") if line], fault


def crash(status, errors):
    return "crash (exit status %d): %s" % (status, errors[:300])


def feed(stream, text):
    try:
        stream.write(text)
        stream.close()
    except OSError:
        pass  # the process has ended


class Sides:
    """Helm and the renderer."""

    def __init__(self, oracle, helm, render, jobs, zone):
        self.oracle, self.helm, self.render, self.zone = [oracle], helm, [render, "eval"], zone
        self.renderer = render
        self.pool = concurrent.futures.ThreadPoolExecutor(2 * jobs + 2)

    def evaluate(self, requests):
        """[(Helm's answer, ours)]"""
        theirs = self.pool.submit(eval_lines, self.oracle, requests, HELM_SECONDS, self.zone)
        ours = self.pool.submit(eval_lines, self.render, requests, OUR_SECONDS, self.zone)
        return list(zip(theirs.result(), ours.result()))

    def command(self, request):
        theirs = self.pool.submit(self.helm_command, request)
        ours = self.pool.submit(RUNNER.run_command, self.renderer, request)
        return theirs.result(), ours.result()

    def helm_command(self, request):
        answer = RUNNER.run_command(self.helm, request)
        if "panic: " in answer.get("stderr", "") and "\ngoroutine " in answer["stderr"]:
            return {"fault": crash(answer["exit"], answer["stderr"])}
        return answer

    def patiently(self, request):
        """One case in processes of its own, with much time."""
        theirs = self.pool.submit(eval_lines, self.oracle, [request], PATIENCE, self.zone)
        return theirs.result()[0], eval_lines(self.render, [request], 2 * PATIENCE, self.zone)[0]

    def helm_again(self, request, times):
        """Helm's answers to more runs: half of them by a later process."""
        for _ in range(2):
            if "args" in request:
                yield from (self.helm_command(request) for _ in range(times // 2))
            else:
                yield from eval_lines(self.oracle, [request] * (times // 2), HELM_SECONDS, self.zone)
            time.sleep(0.6)
