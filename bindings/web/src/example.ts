// The ready example: a chart in the states that a series of patches leads through, packed by pack_example.mjs.
import type { Opened } from "./chart/workspace";

interface Phase {
  name: string;
  title: string;
  files: Record<string, string>; // that this phase adds or changes
  removed: string[];
}

export class Example {
  private constructor(readonly name: string, readonly phases: Phase[]) {}

  static async load(name: string): Promise<Example> {
    const reply = await fetch(`examples/${name}.json`);
    if (!reply.ok) throw new Error(`The example cannot be loaded (${reply.status}).`);
    const data = (await reply.json()) as { phases: Phase[] };
    return new Example(name, data.phases);
  }

  get last(): number {
    return this.phases.length - 1;
  }

  // The chart after the phases up to this one.
  chart(phase: number): Opened {
    const files = new Map<string, string>();
    for (const { files: changed, removed } of this.phases.slice(0, phase + 1)) {
      for (const [path, text] of Object.entries(changed)) files.set(path, text);
      for (const path of removed) files.delete(path);
    }
    return { files, folder: true };
  }
}
