#!/usr/bin/env python3
"""--watch runs again when a file changes, however an editor writes it, and ends on a signal: watch.py RENDER."""
import os, pathlib, shutil, signal, subprocess, sys, tempfile, threading, time

PATIENCE = 60  # seconds


class Watching:
    """A command with --watch, whose output is read as it comes."""

    def __init__(self, words, folder):
        self.process = subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.out, self.err = [], []
        for stream, lines in ((self.process.stdout, self.out), (self.process.stderr, self.err)):
            threading.Thread(target=self.read, args=(stream, lines), daemon=True).start()

    @staticmethod
    def read(stream, lines):
        for line in stream:
            lines.append(line)

    def expect(self, text, runs):
        """Waits for that many runs, of which the last printed `text` and nothing else did behind the last mark."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if sum(line.startswith("watching") for line in self.err) >= runs and text in "".join(self.out + self.err):
                self.out.clear()
                return
            time.sleep(0.02)
        self.process.kill()
        raise SystemExit("run %d: no %r in\n%s%s" % (runs, text, "".join(self.out), "".join(self.err)))

    def end(self, number):
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        if status != 128 + number:
            raise SystemExit("signal %d: status %d" % (number, status))


def make_chart(folder):
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 1.0.0\n")
    (folder / "values.yaml").write_text("a: 1\n")
    (folder / "templates/t.yaml").write_text("a: {{ .Values.a }}\nb: {{ .Values.b }}\n")


def check_template(render, top):
    chart = top / "web"
    make_chart(chart)
    (top / "v.yaml").write_text("b: first\n")
    watching = Watching([render, "template", "r", "web", "-f", "v.yaml", "--watch"], top)
    watching.expect("b: first\n", 1)
    (top / "v.yaml").write_text("b: second\n")  # in place
    watching.expect("b: second\n", 2)
    (top / "new").write_text("a: 2\n")  # another file in its place, as most editors do
    os.rename(top / "new", chart / "values.yaml")
    watching.expect("a: 2\n", 3)
    os.rename(chart / "templates/t.yaml", chart / "templates/t.yaml~")  # a backup first, as vim does
    (chart / "templates/t.yaml").write_text("c: {{ .Values.a }}\n")
    watching.expect("c: 2\n", 4)
    (chart / "templates/t.yaml").write_text("c: {{ .Values.a\n")  # an error ends nothing
    watching.expect("unclosed action", 5)
    (chart / "templates/t.yaml").write_text("d: {{ .Values.a }}\n")
    watching.expect("d: 2\n", 6)
    (chart / "templates/more/deep").mkdir(parents=True)  # folders made later are watched too
    watching.expect("", 7)
    (chart / "templates/more/deep/u.yaml").write_text("e: new\n")
    watching.expect("e: new\n", 8)
    shutil.rmtree(chart)  # the chart itself is made again, as a checkout does
    watching.expect("Error: ", 9)
    make_chart(chart)
    end = time.monotonic() + PATIENCE
    while "a: 1\n" not in watching.out and time.monotonic() < end:
        time.sleep(0.02)
    runs = sum(line.startswith("watching") for line in watching.err)
    time.sleep(0.3)
    watching.out.clear()
    (top / "elsewhere").write_text("x")  # nothing that the render reads
    (chart / ".t.yaml.swp").write_text("x")
    time.sleep(0.3)
    if watching.out:
        raise SystemExit("ran again for a file that it does not read (after run %d)" % runs)
    watching.end(signal.SIGINT)


def check_golden(render, top):
    for name in ("one", "two"):
        make_chart(top / name)
        (top / name / "Chart.yaml").write_text("apiVersion: v2\nname: %s\nversion: 1.0.0\n" % name)
        subprocess.run([render, "golden", name, "--update"], cwd=top, check=True, stdout=subprocess.DEVNULL)
    watching = Watching([render, "golden", "one", "two", "--watch"], top)
    watching.expect("passed", 1)
    (top / "two/values.yaml").write_text("a: 5\n")
    watching.expect("two/golden/default/want.yaml", 2)
    (top / "two/values.yaml").write_text("a: 1\n")
    watching.expect("1 passed, 0 failed", 3)  # one of two charts alone
    watching.end(signal.SIGTERM)


def main():
    render = os.path.abspath(sys.argv[1])
    for check in (check_template, check_golden):
        with tempfile.TemporaryDirectory() as folder:
            check(render, pathlib.Path(folder))
    print("--watch runs when it should")


if __name__ == "__main__":
    main()
