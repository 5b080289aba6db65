// The line of a template that most likely gave a line of its output: the renderer tells the template, not the line.
// Lines are compared by their literal text, and those around them decide between equals.

const AROUND = 4;

// What a template line may give, or undefined for one without literal text of its own.
function patternOf(line: string): RegExp | undefined {
  const literal = line.replace(/\{\{.*?(\}\}|$)/g, "\0").trim();
  if (!/[^\0\s:"'-]/.test(literal)) return undefined;
  const escaped = literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\0", ".*");
  return new RegExp(`^\\s*${escaped}\\s*$`);
}

class Matcher {
  private readonly patterns: (RegExp | undefined)[];

  constructor(private readonly template: string[], private readonly output: string[]) {
    this.patterns = template.map(patternOf);
  }

  // The template line (from 0) for an output line, -1: none has its text.
  best(row: number): number {
    let [best, most] = [-1, 0];
    this.patterns.forEach((_, line) => {
      if (!this.match(line, row)) return;
      let score = 1;
      for (const step of [-1, 1]) score += this.run(line, row, step);
      // Of equals the one whose indent is the same.
      if (indentOf(this.template[line]!) === indentOf(this.output[row]!)) score += 0.5;
      if (score > most) [best, most] = [line, score];
    });
    return best;
  }

  private match(line: number, row: number): boolean {
    return this.patterns[line]?.test(this.output[row] ?? "") ?? false;
  }

  // How many lines next to these match too, over lines that are actions alone.
  private run(line: number, row: number, step: number): number {
    let count = 0;
    for (let i = 1; i <= AROUND; ++i) {
      line += step;
      while (line >= 0 && line < this.patterns.length && this.patterns[line] === undefined) line += step;
      if (!this.match(line, row + step * i)) break;
      ++count;
    }
    return count;
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

// From 1; `row` is the index of the line among those of its document.
export function likelyLine(template: string, document: string[], row: number): number {
  const lines = template.split("\n");
  const matcher = new Matcher(lines, document);
  const own = matcher.best(row);
  if (own >= 0) return own + 1;
  // Printed by an action: the next one below what was literal last.
  for (let above = row - 1; above >= 0; --above) {
    const line = matcher.best(above);
    if (line < 0) continue;
    const action = lines.findIndex((text, index) => index > line && /^\s*\{\{-?\s*(?!end\b|else\b|if\b|with\b|range\b|\/\*|\$)/.test(text));
    return (action < 0 ? line : action) + 1;
  }
  return 1;
}
