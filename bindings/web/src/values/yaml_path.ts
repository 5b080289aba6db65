// Where in YAML text something is, also while it is being typed and does not parse.

export type Path = (string | number)[];

export interface Cursor {
  path: Path; // of the mapping or the value that is being typed
  key: string | undefined; // set: the cursor is behind this key's colon
  word: number; // where the word before the cursor starts, within the line
  keys: string[]; // beside the cursor: the keys of the same mapping
}

const LINE = /^(\s*)((?:- +|-$)*)(?:("[^"]*"|'[^']*'|[^\s#:'"[\]{},&*!|>%@`-][^:]*?|-[^\s:][^:]*?)\s*:(?=\s|$))?/;

interface Line {
  dashes: number[]; // their columns
  indent: number; // of what follows them
  key: string | undefined;
}

function readLine(text: string): Line {
  const match = LINE.exec(text)!;
  const [space, dashes, key] = [match[1]!, match[2]!, match[3]];
  const columns = [...dashes].flatMap((char, at) => (char === "-" ? [space.length + at] : []));
  return { dashes: columns, indent: space.length + dashes.length, key: key === undefined ? undefined : unquote(key) };
}

function unquote(key: string): string {
  return /^(".*"|'.*')$/.test(key) ? key.slice(1, -1) : key;
}

function isBlank(text: string): boolean {
  return /^\s*(#|$)/.test(text);
}

// The collections that are open at a line, outermost first, with the step that was taken last in each.
class Open {
  private readonly stack: { indent: number; step: string | number; keys: string[] }[] = [];

  add(line: Line): void {
    for (const column of line.dashes) this.item(column);
    if (line.key === undefined) return;
    const keys = this.close(line.indent);
    this.stack.push({ indent: line.indent, step: line.key, keys: [...keys, line.key] });
  }

  // Ends what lies at this indent or deeper; the keys of the mapping at this indent.
  close(indent: number): string[] {
    let keys: string[] = [];
    while (this.stack.length > 0 && this.stack.at(-1)!.indent >= indent) {
      const ended = this.stack.pop()!;
      keys = ended.indent === indent ? ended.keys : [];
    }
    return keys;
  }

  item(column: number): void {
    while (this.stack.length > 0 && this.stack.at(-1)!.indent > column) this.stack.pop();
    const top = this.stack.at(-1);
    if (top?.indent === column && typeof top.step === "number") top.step += 1;
    else this.stack.push({ indent: column, step: 0, keys: [] });
  }

  path(): Path {
    return this.stack.map(({ step }) => step);
  }
}

// The keys below a line that belong to the same mapping.
function keysBelow(lines: string[], row: number, indent: number): string[] {
  const keys: string[] = [];
  for (const text of lines.slice(row + 1)) {
    if (isBlank(text)) continue;
    const line = readLine(text);
    if (line.indent < indent || line.dashes.length > 0) break;
    if (line.indent === indent && line.key !== undefined) keys.push(line.key);
  }
  return keys;
}

// The place of column `column` in line `row` (both from 0).
export function cursorAt(lines: string[], row: number, column: number): Cursor {
  const open = new Open();
  for (const text of lines.slice(0, row)) if (!isBlank(text)) open.add(readLine(text));
  const before = lines[row]!.slice(0, column);
  const line = readLine(before);
  for (const dash of line.dashes) open.item(dash);
  const keys = [...open.close(line.indent), ...keysBelow(lines, row, line.indent)];
  const word = before.length - /[^\s"']*$/.exec(before)![0].length;
  return { path: open.path(), key: line.key, word, keys };
}
