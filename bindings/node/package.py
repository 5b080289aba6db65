#!/usr/bin/env python3
"""Puts the npm package together: package.py WASM LICENCES OUT. LICENCES is a folder, of what the module holds.

The CommonJS files are made of the ES modules, which use one form of import and of export only.
"""
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent


def common_js(text):
    text = re.sub(r'^import (.+?) from "\./(\w+)\.js";', r'const \1 = require("./\2.cjs");', text, flags=re.M)
    text = re.sub(r'^import (.+?) from "(.+?)";', r'const \1 = require("\2");', text, flags=re.M)
    text = re.sub(r"^export (\{.+?\});", r"module.exports = \1;", text, flags=re.M | re.S)
    text = text.replace("import.meta.url", 'require("node:url").pathToFileURL(__filename)')
    left = re.search(r"^(import|export) .*", text, re.M)
    if left:
        sys.exit("package.py: this has no form in CommonJS: " + left[0])
    return text


def main():
    wasm, licences, out = (pathlib.Path(word) for word in sys.argv[1:4])
    shutil.rmtree(out, ignore_errors=True)
    (out / "cjs").mkdir(parents=True)
    shutil.copytree(HERE / "src", out / "src")
    for path in sorted((HERE / "src").glob("*.js")):
        if path.name != "browser.js":
            (out / "cjs" / (path.stem + ".cjs")).write_text(common_js(path.read_text()))
    for name in ("package.json", "README.md"):
        shutil.copy(HERE / name, out)
    shutil.copy(HERE.parents[1] / "LICENSE", out)
    shutil.copytree(licences, out / "linked")
    shutil.copy(wasm, out / "chartrender.wasm")


if __name__ == "__main__":
    main()
