// YAML as charts' values are read: the words and numbers of YAML 1.1 and its merge keys, but no dates, times of day
// or binary data. Texts that would read as something else are quoted when they are written.
import { parse, stringify, type CreateNodeOptions, type DocumentOptions, type ParseOptions, type SchemaOptions, type Tags } from "yaml";

const LEFT_OUT = ["timestamp", "binary", "omap", "pairs", "set"].map((name) => `tag:yaml.org,2002:${name}`);

function customTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag !== "object" || (!LEFT_OUT.includes(tag.tag) && !("format" in tag && tag.format === "TIME")));
}

export const DIALECT = {
  version: "1.1",
  customTags,
  prettyErrors: false,
  uniqueKeys: false,
  logLevel: "silent",
} as const satisfies ParseOptions & DocumentOptions & SchemaOptions & CreateNodeOptions;

// The value of a text; throws for one that is no YAML.
export function readYaml(text: string): unknown {
  return parse(text, DIALECT) as unknown;
}

export function writeYaml(value: unknown): string {
  return stringify(value, { ...DIALECT, lineWidth: 0 }).trimEnd();
}
