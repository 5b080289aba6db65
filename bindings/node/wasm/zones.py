#!/usr/bin/env python3
"""Writes the zones of a zoneinfo folder as C++ tables: zones.py FOLDER OUT. See lib/base/zone_file_wasm.cc."""
import pathlib
import struct
import sys

HEAD = 44


def rules(data):
    """A TZif file without its tables of 32-bit times, which come a second time with 64 bits."""
    if data[4:5] == b"\0":
        return data
    utc, standard, leaps, times, zones, letters = struct.unpack(">6L", data[20:HEAD])
    size = times * 4 + times + zones * 6 + letters + leaps * 8 + standard + utc
    return data[:20] + bytes(24) + data[HEAD + size:]


def literal(data):
    text = "".join("\\%03o" % byte for byte in data)
    return '"' + '"\n"'.join(text[i:i + 4 * 28] for i in range(0, len(text), 4 * 28)) + '"'


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(("posix/", "right/")) and path.read_bytes()[:4] == b"TZif":
            files[name] = rules(path.read_bytes())
    distinct = {data: i for i, data in enumerate(dict.fromkeys(files.values()))}
    lines = ["#include <cstdint>", 'extern "C" {']
    lines += ["static const char kRules%d[] = %s;" % (i, literal(data)) for data, i in distinct.items()]
    lines += ["extern const uint32_t chartrender_zone_count;",
              "extern const char* const chartrender_zone_names[];",
              "extern const char* const chartrender_zone_files[];",
              "extern const uint32_t chartrender_zone_sizes[];"]
    lines += ["const uint32_t chartrender_zone_count = %d;" % len(files)]
    for table, items in (("const char* const chartrender_zone_names", ('"%s"' % name for name in files)),
                         ("const char* const chartrender_zone_files", ("kRules%d" % distinct[data] for data in files.values())),
                         ("const uint32_t chartrender_zone_sizes", (str(len(data)) for data in files.values()))):
        lines.append("%s[] = {%s};" % (table, ", ".join(items)))
    out.write_text("\n".join([*lines, "}", ""]))


if __name__ == "__main__":
    main()
