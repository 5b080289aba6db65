// The requests of tests/bindings/vectors.py on standard input, and answers to them (tests/bindings/c/eval.c says how they
// are written).
import fs from "node:fs";

function readExact(size) {
  const data = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const got = fs.readSync(0, data, at, size - at, null);
    if (got === 0) return undefined;
    at += got;
  }
  return data;
}

const readNumber = () => readExact(4)?.readUInt32LE();

/** How much of it was written; a worker's main thread makes pipes that do not wait and may be full. */
function writeSome(data) {
  try {
    return fs.writeSync(1, data);
  } catch (error) {
    if (error.code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return 0;
  }
}

export function write(fields) {
  const number = (value) => {
    const raw = Buffer.alloc(4);
    raw.writeUInt32LE(value);
    return raw;
  };
  const raws = fields.map((field) => (typeof field === "string" ? Buffer.from(field) : field));
  let data = Buffer.concat([number(raws.length), ...raws.flatMap((raw) => [number(raw.length), raw])]);
  while (data.length > 0) data = data.subarray(writeSome(data));
}

/** One request after the other, until the input ends. */
export function* requests() {
  for (let count = readNumber(); count !== undefined; count = readNumber()) {
    const [load, render, ...rest] = Array.from({ length: count }, () => readExact(readNumber()));
    const files = [];
    for (let i = 0; i < rest.length; i += 2) files.push([rest[i].toString(), rest[i + 1]]);
    yield { load: load.toString(), render: render.toString(), files };
  }
}
