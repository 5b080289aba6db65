#!/usr/bin/env python3
"""What -f and --allow-network fetch, from a server on this machine: network.py RENDER [--helm HELM].

With --helm real Helm 4.3.1, which always fetches, runs the same commands and must say the same, where a case does not
name an answer of its own.
"""
import argparse, http.server, json, os, re, socket, ssl, subprocess, sys, tempfile, threading

BIG = 17 * 1024 * 1024


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = []

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        Server.asked.append(self.path)
        path = self.path.split("?")[0]
        here = "http://127.0.0.1:%d" % self.server.server_port
        if path == "/values.yaml":
            self.answer(200, b"a: fetched\n")
        elif path == "/file.txt":
            self.answer(200, b"text of a file")
        elif path == "/schema.json":
            self.answer(200, b'{"type":"object","properties":{"a":{"type":"string"}}}')
        elif path == "/bad.json":
            self.answer(200, b'{"type":')
        elif path == "/bad.yaml":
            self.answer(200, b"a: b: c\n")
        elif path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\na: \r\n8\r\nchunked\n\r\n0\r\n\r\n")
        elif path == "/moved":
            self.answer(302, Location="/values.yaml")
        elif path == "/moved-far":
            self.answer(301, Location=here + "/values.yaml")
        elif path == "/moved-beside":
            self.answer(307, Location="values.yaml?x=1")
        elif path == "/to-file":
            self.answer(302, Location="file:///etc/hostname")
        elif path == "/to-ftp":
            self.answer(302, Location="ftp://127.0.0.1/x")
        elif path == "/loop":
            self.answer(302, Location="/loop")
        elif path == "/big":
            self.answer(200, b"a: " + b"x" * BIG)
        elif path == "/fault":
            self.answer(500, b"broken")
        elif path == "/close":
            self.close_connection = True
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"a: 1")
            self.close_connection = True
        else:
            self.answer(404, b"no")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


CHART = {
    "Chart.yaml": "apiVersion: v2\nname: n\nversion: 1.0.0\n",
    "values.yaml": "a: own\n",
    "templates/a.yaml": "a: {{ .Values.a }}\n",
}

# Each: name, arguments behind `template`, the schema of the chart or "", what we say where Helm's answer is not asked for.
CASES = [
    ("values", ["-f", "{S}/values.yaml"], "", None),
    ("values and a file", ["-f", "{S}/values.yaml", "-f", "v.yaml"], "", None),
    ("a file of --set-file", ["--set-file", "a={S}/file.txt"], "", None),
    ("values in chunks", ["-f", "{S}/chunks"], "", None),
    ("values that moved", ["-f", "{S}/moved"], "", None),
    ("values that moved to an address", ["-f", "{S}/moved-far"], "", None),
    ("values that moved beside", ["-f", "{S}/moved-beside"], "", None),
    ("values with a query", ["-f", "{S}/values.yaml?x=1#y"], "", None),
    ("values that are not there", ["-f", "{S}/nope.yaml"], "", None),
    ("a server in trouble", ["-f", "{S}/fault"], "", None),
    ("values that are not YAML", ["-f", "{S}/bad.yaml"], "", None),
    ("a redirect to ftp", ["-f", "{S}/to-ftp"], "", None),
    ("a redirect without end", ["-f", "{S}/loop"], "", None),
    ("nobody listens", ["-f", "http://127.0.0.1:{P}/x"], "", None),
    ("the server hangs up", ["-f", "{S}/close"], "", None),
    ("the answer is cut", ["-f", "{S}/short"], "", None),
    ("a redirect to a file", ["-f", "{S}/to-file"], "",
     'Error: Get "file:///etc/hostname": unsupported protocol scheme "file"\n'),
    ("too much", ["-f", "{S}/big"], "",
     'Error: Get "{S}/big": limit reached: the answer is longer than 16777216 bytes\n'),
    ("a schema", ["--set", "a=x"], '{"$ref":"{S}/schema.json"}', None),
    ("a schema that is not met", ["--set", "a=1"], '{"$ref":"{S}/schema.json"}', None),
    ("a schema that is not there", [], '{"$ref":"{S}/nope.json"}', None),
    ("a schema that is not JSON", [], '{"$ref":"{S}/bad.json"}', None),
    ("a schema of a server in trouble", [], '{"$ref":"{S}/fault"}', None),
    ("a schema of nobody", [], '{"$ref":"http://127.0.0.1:{P}/x"}', None),
    ("a schema in a file", [], '{"$ref":"file:///nowhere/x.json"}', None),
    ("https", ["-f", "{good}/values.yaml"], "", None),
    ("https of an authority in a folder", ["-f", "{good}/values.yaml"], "", None),
    ("https of an unknown authority", ["-f", "{good}/values.yaml"], "", None),
    ("https for other addresses", ["-f", "{address}/values.yaml"], "", None),
    ("https for other names", ["-f", "{name}/values.yaml"], "", None),
    ("https for names only", ["-f", "{names}/values.yaml"], "", None),
    ("https that is over", ["-f", "{old}/values.yaml"], "", None),
    ("https of a server that signs for itself", ["-f", "{self}/values.yaml"], "", None),
    ("https asked of http", ["-f", "https:{S}/values.yaml"], "", None),
    ("https asked of a rude server", ["-f", "{rude}/values.yaml"], "", None),
    ("a schema by https", ["--set", "a=1"], '{"$ref":"{good}/schema.json"}', None),
    ("a schema of an unknown authority", [], '{"$ref":"{good}/schema.json"}', None),
]
# Certificates of the servers: host in the address, IP addresses and names of the certificate, days that it is valid.
SECURE = {
    "good": ("127.0.0.1", ["127.0.0.1"], ["localhost"], 2),
    "address": ("127.0.0.1", ["10.1.2.3", "::1"], ["localhost"], 2),
    "name": ("localhost", ["127.0.0.1"], ["a.example", "*.b.example"], 2),
    "names": ("127.0.0.1", [], ["localhost"], 2),
    "old": ("127.0.0.1", ["127.0.0.1"], ["localhost"], -2),
    "self": ("127.0.0.1", ["127.0.0.1"], ["localhost"], 2),
}


class SecureServer(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # clients that do not trust it hang up


def make_certificates(render, folder):
    """Writes NAME.pem with key for each of SECURE, and the authority's certificate to roots/ca.pem."""
    def listed(names):
        return "(list %s)" % " ".join(json.dumps(n) for n in names)
    made = "".join('{{ $_ := set $all "%s" (%s "x" %s %s %d%s) }}' % (
        name, "genSelfSignedCert" if name == "self" else "genSignedCert", listed(ips), listed(names), days,
        "" if name == "self" else " $ca") for name, (_, ips, names, days) in SECURE.items())
    template = '{{ $ca := genCA "an authority" 9 }}{{ $all := dict "ca" $ca }}' + made + "{{ toJson $all }}"
    answer = subprocess.run([render, "eval"], input=json.dumps({"template": template}), capture_output=True, text=True, check=True)
    for name, pair in json.loads(json.loads(answer.stdout)["out"]).items():
        with open(os.path.join(folder, name + ".pem"), "w") as f:
            f.write(pair["Cert"] + ("" if name == "ca" else pair["Key"]))
    os.mkdir(os.path.join(folder, "roots"))
    os.rename(os.path.join(folder, "ca.pem"), os.path.join(folder, "roots", "ca.pem"))


def start_secure(name, folder):
    """Starts a server with the certificate and returns its address."""
    server = SecureServer(("127.0.0.1", 0), Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, name + ".pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "https://%s:%d" % (SECURE[name][0], server.server_port)


def start_rude():
    """A server that answers whoever comes with HTTP, whatever was asked."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            guest, _ = server.accept()
            guest.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            guest.recv(4096)
            guest.close()
    threading.Thread(target=serve, daemon=True).start()
    return "https://127.0.0.1:%d" % server.getsockname()[1]


def trust_of(name, folder):
    """The variables that name the authority, for the cases that know it."""
    if "unknown" in name:
        return {}
    roots = os.path.join(folder, "roots")
    return {"SSL_CERT_DIR": roots} if "folder" in name else {"SSL_CERT_FILE": os.path.join(roots, "ca.pem")}


def run(program, words, folder, trust):
    p = subprocess.run([program] + words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=60,
                       env={"PATH": os.environ.get("PATH", ""), "HOME": folder, "PWD": folder, **trust})
    err = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", "TIME", p.stderr.decode())
    return p.returncode, p.stdout.decode(), err


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("render")
    ap.add_argument("--helm")
    a = ap.parse_args()
    render = os.path.abspath(a.render)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address, closed = "http://127.0.0.1:%d" % server.server_port, str(free_port())
    places = {"{P}": closed, "https:{S}": address.replace("http", "https"), "{S}": address}
    keys = tempfile.TemporaryDirectory()
    make_certificates(render, keys.name)
    places["{rude}"] = start_rude()
    for name in SECURE:
        places["{%s}" % name] = start_secure(name, keys.name)

    def fill(text):
        for place, value in places.items():
            text = text.replace(place, value)
        return text

    def empty(text):
        for place, value in places.items():
            text = text.replace("127.0.0.1:" + closed if place == "{P}" else value,
                                "127.0.0.1:{P}" if place == "{P}" else place)
        return text

    expected_path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "network.txt")
    recorded, failed = {}, 0
    if not a.helm:
        for block in open(expected_path, encoding="utf-8").read().split("=== ")[1:]:
            name, _, rest = block.partition("\n")
            code, _, rest = rest.partition("\n")
            out, _, err = rest.partition("--- stderr\n")
            recorded[name] = (int(code), fill(out), fill(err))
    with tempfile.TemporaryDirectory() as top:
        for name, words, schema, own in CASES:
            folder = os.path.join(top, name.replace(" ", "-"))
            files = dict(CHART, **({"values.schema.json": fill(schema)} if schema else {}))
            for path, text in files.items():
                path = os.path.join(folder, "n", path)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
            with open(os.path.join(folder, "v.yaml"), "w", encoding="utf-8") as f:
                f.write("a: file\n")
            words = ["template", "n"] + [fill(w) for w in words]
            trust = trust_of(name, keys.name)
            got = run(render, words + ["--allow-network"], folder, trust)
            if own is not None:
                want = (1, "", fill(own))
            else:
                want = run(a.helm, words, folder, trust) if a.helm else recorded[name]
                recorded[name] = want
            if got != want:
                failed += 1
                print("%s: got %r, expected %r" % (name, got, want))
            # Without the option what the user names is fetched, what a schema names is not.
            Server.asked.clear()
            bare = run(render, words, folder, trust)
            if (Server.asked or bare[0] == 0) if schema else bare != want:
                failed += 1
                print("%s: without --allow-network: %r, asked %s" % (name, bare, Server.asked))
    if a.helm and not failed:
        with open(expected_path, "w", encoding="utf-8") as f:
            for name, (code, out, err) in recorded.items():
                f.write(empty("=== %s\n%d\n%s--- stderr\n%s" % (name, code, out, err)))
    print("%d fetches, %d failed" % (len(CASES), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
