#!/usr/bin/env python3
"""A command whose output is lost says so and fails: streams.py RENDER."""
import os, subprocess, sys, threading

HERE = os.path.dirname(os.path.abspath(__file__))


def check(render, name, words, want_exit, want_error, stdout):
    p = subprocess.run([render] + words, cwd=os.path.join(HERE, "files"), stdin=subprocess.DEVNULL, stdout=stdout,
                       stderr=subprocess.PIPE, timeout=60)
    error = p.stderr.decode()
    if p.returncode == want_exit and error == want_error:
        return 0
    print("%s: exit %d, %r; expected %d, %r" % (name, p.returncode, error, want_exit, want_error))
    return 1


def closed_pipe():
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def check_answers_one_by_one(render):
    """`eval` answers a request before it reads the next one."""
    p = subprocess.Popen([render, "eval"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    timer = threading.Timer(30, p.kill)
    timer.start()
    try:
        for i in range(3):
            p.stdin.write(b'{"id":%d,"template":"x"}\n' % i)
            p.stdin.flush()
            if p.stdout.readline() != b'{"id":%d,"out":"x"}\n' % i:
                print("eval: no answer to request %d" % i)
                return 1
        p.stdin.close()
        return p.wait()
    finally:
        timer.cancel()


def main():
    render = os.path.abspath(sys.argv[1])
    failed = check_answers_one_by_one(render)
    for words, code in ((["template", "rel", "demo"], 1), (["lint", "demo"], 1), (["show", "chart", "demo"], 1),
                        (["values", "demo"], 2), (["validate", "demo"], 2), (["--help"], 2)):
        pipe = closed_pipe()
        failed += check(render, " ".join(words) + " | closed pipe", words, code,
                        "Error: write /dev/stdout: broken pipe\n", pipe)
        os.close(pipe)
        with open("/dev/full", "wb") as full:
            failed += check(render, " ".join(words) + " > /dev/full", words, code,
                            "Error: write /dev/stdout: no space left on device\n", full)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
