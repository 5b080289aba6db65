#!/usr/bin/env python3
"""A command whose output is lost says so and fails: streams.py RENDER."""
import os, subprocess, sys, tempfile, threading

HERE = os.path.dirname(os.path.abspath(__file__))


def check(render, name, words, want_exit, want_error, stdout):
    p = subprocess.run([render] + words, cwd=os.path.join(HERE, "files"), stdin=subprocess.DEVNULL, stdout=stdout,
                       stderr=subprocess.PIPE, timeout=60)
    error = p.stderr.decode()
    if p.returncode == want_exit and error == want_error:
        return 0
    print("%s: exit %d, %r; expected %d, %r" % (name, p.returncode, error, want_exit, want_error))
    return 1


COMMANDS = (
    (["template", "rel", "demo"], 1), (["template", "demo", "--notes"], 1),
    (["template", "demo", "-s", "templates/service.yaml"], 1), (["lint", "demo"], 1), (["show", "all", "demo"], 1),
    (["show", "chart", "demo"], 1), (["show", "values", "demo"], 1), (["show", "readme", "demo"], 1),
    (["show", "crds", "demo"], 1), (["show", "values", "demo", "--jsonpath", "{.replicas}"], 1),
    (["dependency", "list", "demo"], 1), (["values", "demo"], 2), (["validate", "demo"], 2),
    (["validate", "demo", "-o", "json"], 2), (["diff", "demo", "plain"], 2), (["diff", "demo", "plain", "-o", "json"], 2),
    (["golden", "plain", "--golden-dir", "nowhere"], 2), (["functions"], 2), (["functions", "-o", "json"], 2),
    (["version"], 2), (["completion", "bash"], 2), (["help", "template"], 2), (["--help"], 2), (["--version"], 2),
)


def check_output_folder(render):
    """--output-dir on a full disk: a template's file there is a device that takes nothing."""
    failed = 0
    with tempfile.TemporaryDirectory() as top:
        for path, where in (("demo/templates/service.yaml", "templates/service.yaml"), ("demo/templates/hook.yaml", "")):
            folder = os.path.join(top, str(len(path)))
            target = os.path.join(folder, path)
            os.makedirs(os.path.dirname(target))
            os.symlink("/dev/full", target)
            p = subprocess.run([render, "template", "demo", "--output-dir", folder], stdin=subprocess.DEVNULL,
                               cwd=os.path.join(HERE, "files"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            error = p.stderr.decode()
            if p.returncode != 1 or "write %s: no space left on device" % target not in error:
                failed += 1
                print("--output-dir, %s: exit %d, %r" % (path, p.returncode, error))
    return failed


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
    for words, code in COMMANDS:
        pipe = closed_pipe()
        failed += check(render, " ".join(words) + " | closed pipe", words, code,
                        "Error: write /dev/stdout: broken pipe\n", pipe)
        os.close(pipe)
        with open("/dev/full", "wb") as full:
            failed += check(render, " ".join(words) + " > /dev/full", words, code,
                            "Error: write /dev/stdout: no space left on device\n", full)
    failed += check_output_folder(render)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
