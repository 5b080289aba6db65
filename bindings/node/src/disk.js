// Charts and values files of Node's file system.
import fs from "node:fs";
import nodePath from "node:path";
import url from "node:url";
import { ChartrenderError } from "./errors.js";
import { FileRefusal } from "./instance.js";

const REASONS = {
  ENOENT: "no such file or directory", EACCES: "permission denied", EISDIR: "is a directory", ENOTDIR: "not a directory",
  ELOOP: "too many levels of symbolic links", ENAMETOOLONG: "file name too long",
};

const reasonOf = (error) => REASONS[error.code] ?? error.message;

const pathOf = (source) => (source instanceof URL ? url.fileURLToPath(source) : source);

const withoutMark = (data) => (data.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? data.subarray(3) : data);

/** The files of a folder by their paths in the chart, through symbolic links as Helm goes. */
function addFolder(files, folder, prefix, ignores, above = []) {
  const real = fs.realpathSync(folder);
  if (above.includes(real)) throw Object.assign(new Error(), { code: "ELOOP", path: folder });
  for (const name of fs.readdirSync(folder).sort()) {
    const path = nodePath.join(folder, name);
    const stat = fs.statSync(path);
    if (ignores(prefix + name, stat.isDirectory())) continue;
    if (stat.isDirectory()) addFolder(files, path, `${prefix}${name}/`, ignores, [...above, real]);
    else if (stat.isFile()) files.set(prefix + name, withoutMark(fs.readFileSync(path)));
    else throw new ChartrenderError(`cannot load irregular file ${path} as it has file mode type bits set`, { code: "io", file: path });
  }
}

function readChart(source, withRules) {
  const path = pathOf(source);
  if (path === "" || path.includes("\0")) throw new ChartrenderError("path: it is empty or has a NUL byte", { code: "usage" });
  if (!fs.existsSync(path)) throw new ChartrenderError(`path "${path}" not found`, { code: "io" });
  try {
    if (!fs.statSync(path).isDirectory()) return fs.readFileSync(path);
    const files = new Map();
    const rules = nodePath.join(path, ".helmignore");
    const data = fs.existsSync(rules) ? withoutMark(fs.readFileSync(rules)) : undefined;
    withRules(data, (ignores) => addFolder(files, path, "", ignores));
    return files;
  } catch (error) {
    if (error instanceof ChartrenderError) throw error;
    throw new ChartrenderError(`open ${error.path ?? path}: ${reasonOf(error)}`, { code: "io", file: path });
  }
}

function readFile(name) {
  const path = name.startsWith("file:") ? url.fileURLToPath(name) : name;
  try {
    return fs.readFileSync(path);
  } catch (error) {
    throw new FileRefusal(`open ${path}: ${reasonOf(error)}`);
  }
}

export { pathOf, readChart, readFile };
