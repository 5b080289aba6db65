"""Runs commands and tells what each cost, through launch.cc, which is compiled when it is first needed."""
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


class Cost:
    """Of one run: wall and cpu in seconds, peak in KiB, and its exit status."""

    def __init__(self, line):
        wall, cpu, peak, self.status = (int(word) for word in line.split())
        self.wall, self.cpu, self.peak = wall / 1e9, cpu / 1e6, peak

    def parts(self):
        return self.cpu, self.wall, self.peak


class Launcher:
    def __init__(self, folder):
        self.program = os.path.join(folder, "launch")
        subprocess.run([os.environ.get("CXX", "c++"), "-O2", "-static", str(HERE / "launch.cc"), "-o", self.program],
                       check=True)

    def run(self, command, out=os.devnull):
        answer = subprocess.run([self.program, str(out), *command], stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, check=True)
        return Cost(answer.stdout)
