#!/usr/bin/env python3
"""What `render` agrees on with servers that speak TLS: tls.py RENDER.

Each case is a server of openssl's that takes one version, suite, group and kind of key only; `render` fetches values from
it. The static executable holds but a part of libcrypto's algorithms (cli/static_algorithms.cc).
"""
import os, subprocess, sys, tempfile

TLS12, TLS13 = ["-tls1_2"], ["-tls1_3"]


def suite(name):
    return TLS12 + ["-cipher", name + ":@SECLEVEL=0"]


def suite13(name):
    return TLS13 + ["-ciphersuites", name]


# Kind of key: what `openssl genpkey` takes.
KEYS = {
    "rsa": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    "rsa-pss": ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"],
    "p256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "p384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "p521": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
    "ed25519": ["-algorithm", "ED25519"],
    "ed448": ["-algorithm", "ED448"],
}
# Signs with these: kind of key and digest.
AUTHORITIES = {"rsa": ("rsa", "-sha256"), "rsa-sha512": ("rsa", "-sha512"), "p384": ("p384", "-sha384"),
               "ed25519": ("ed25519", None), "rsa-sha1": ("rsa", "-sha1")}

AGREED = "agreed"
# Name: kind of key, its authority, the server's options, what comes of it.
CASES = {
    **{"TLS 1.3, key " + key: (key, "rsa", TLS13, AGREED) for key in KEYS},
    **{"TLS 1.2, key " + key: (key, "rsa", TLS12, AGREED) for key in KEYS},
    **{"signed by " + name: ("p256", name, TLS13, AGREED) for name in AUTHORITIES if name != "rsa-sha1"},
    **{"TLS 1.3, " + name: ("rsa", "rsa", suite13(name), AGREED) for name in (
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")},
    **{"TLS 1.3, group " + name: ("p256", "rsa", TLS13 + ["-groups", name], AGREED) for name in (
        "X25519", "P-256", "P-384", "P-521", "X448", "ffdhe2048")},
    **{"TLS 1.2, group " + name: ("rsa", "rsa", TLS12 + ["-groups", name], AGREED) for name in (
        "X25519", "P-256", "P-384", "P-521", "X448")},
    **{"TLS 1.2, " + name: ("rsa", "rsa", suite(name), AGREED) for name in (
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384", "DHE-RSA-AES256-GCM-SHA384",
        "DHE-RSA-AES128-SHA", "AES128-GCM-SHA256", "AES256-SHA")},
    **{"TLS 1.2, " + name: ("p256", "rsa", suite(name), AGREED) for name in (
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-CHACHA20-POLY1305")},
    "TLS 1.1": ("rsa", "rsa", ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], "version"),
    "signed over SHA-1": ("p256", "rsa-sha1", TLS13 + ["-cipher", "DEFAULT:@SECLEVEL=0"], "verify certificate"),
    "unknown authority": ("p256", None, TLS13, "signed by unknown authority"),
}


def openssl(*words, folder):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def make_authorities(folder):
    """NAME.ca.pem and NAME.ca.key for each, and roots.pem of all that are trusted."""
    with open(os.path.join(folder, "roots.pem"), "w") as roots:
        for name in [*AUTHORITIES, "unknown"]:
            kind, _ = AUTHORITIES.get(name, ("p256", None))
            key, file = name + ".ca.key", name + ".ca.pem"
            openssl("genpkey", *KEYS[kind], "-out", key, folder=folder)
            openssl("req", "-x509", "-new", "-key", key, "-subj", "/CN=authority " + name, "-days", "2", "-out", file,
                    folder=folder)
            if name != "unknown":
                roots.write(open(os.path.join(folder, file)).read())


def make_certificate(kind, authority, folder):
    """The certificate and key, as a name of both files."""
    name = "%s-by-%s" % (kind, authority or "unknown")
    if not os.path.exists(os.path.join(folder, name + ".pem")):
        openssl("genpkey", *KEYS[kind], "-out", name + ".key", folder=folder)
        openssl("req", "-new", "-key", name + ".key", "-subj", "/CN=x", "-out", name + ".csr", folder=folder)
        with open(os.path.join(folder, "names"), "w") as f:
            f.write("subjectAltName=IP:127.0.0.1\n")
        _, digest = AUTHORITIES.get(authority, ("p256", None))
        ca = authority or "unknown"
        openssl("x509", "-req", "-in", name + ".csr", "-CA", ca + ".ca.pem", "-CAkey", ca + ".ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", "names", *([digest] if digest else []), "-out", name + ".pem", folder=folder)
    return name


def fetch(render, case, folder):
    """What `render` says of values from the case's server."""
    kind, authority, options, _ = case
    name = make_certificate(kind, authority, folder)
    server = subprocess.Popen(["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", name + ".pem", "-key", name + ".key",
                               "-WWW", "-naccept", "1", *options], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        said = ""
        while not said.startswith("ACCEPT"):
            said = server.stdout.readline()
            if not said:
                return "openssl s_server did not start"
        port = said.strip().rsplit(":", 1)[1]
        made = subprocess.run([render, "template", "n", "n", "-f", "https://127.0.0.1:%s/values.yaml" % port], cwd=folder,
                              capture_output=True, text=True, timeout=60,
                              env={"HOME": folder, "SSL_CERT_FILE": "roots.pem", "SSL_CERT_DIR": "none"})
        return AGREED if "a: fetched" in made.stdout else made.stderr.strip()
    finally:
        server.kill()
        server.communicate()


def main():
    render = os.path.abspath(sys.argv[1])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "n", "templates"))
        for path, text in {"values.yaml": "a: fetched\n", "n/Chart.yaml": "apiVersion: v2\nname: n\nversion: 0.1.0\n",
                           "n/templates/a.yaml": "a: {{ .Values.a }}\n"}.items():
            with open(os.path.join(folder, path), "w") as f:
                f.write(text)
        make_authorities(folder)
        for name, case in CASES.items():
            said = fetch(render, case, folder)
            if said != case[3] if case[3] == AGREED else case[3] not in said:
                failed += 1
                print("%s: got %r, expected %r" % (name, said, case[3]))
    print("%d cases, %d failed" % (len(CASES), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
