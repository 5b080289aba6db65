/// <reference lib="esnext.disposable" />

/** Data in any of JavaScript's kinds. */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView;
/** Files by their paths in the chart: "Chart.yaml", "templates/x.yaml", "charts/sub/Chart.yaml". */
export type Files = Readonly<Record<string, string | Bytes>> | ReadonlyMap<string, string | Bytes>;
/** One source of values: an object, YAML as text or bytes, or (where there is a file system) the URL of a YAML file. */
export type Values = object | string | Bytes | URL;
/** A chart: in Node the path of a folder or archive; everywhere the bytes of an archive (.tgz), or files. */
export type Source = string | URL | Bytes | Files;

export type ErrorCode =
  | "usage" | "io" | "chart" | "values" | "schema" | "template" | "manifest" | "limit" | "cancelled" | "internal";

/** One level of a template error. Lines count from 1, columns are byte offsets from 0, as Helm prints them. */
export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly template: string;
  readonly node: string;
  readonly text: string;
}

/** An operation failed. `message` is what Helm prints behind "Error: ". */
export class ChartrenderError extends Error {
  constructor(message: string, details?: Readonly<Record<string, unknown>>);
  readonly code: ErrorCode;
  /** The innermost known place. */
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;
  /** Bytes from 0. */
  readonly column: number | undefined;
  /** Outermost first: how the templates include each other. */
  readonly frames: readonly Frame[];
  readonly whileRendering: boolean;
  /** Of `allErrors`. */
  readonly others: readonly ChartrenderError[];
  /** Everything known, as chartrender.h lists it. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a schema says about values. */
export interface Finding {
  readonly severity: "info" | "warning" | "error";
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Bounds of what a chart may cost; those of chartrender.h. */
export interface Limits {
  steps?: number | bigint;
  outputBytes?: number | bigint;
  memoryBytes?: number | bigint;
  wallMilliseconds?: number | bigint;
  nestingDepth?: number | bigint;
  templateDepth?: number | bigint;
  includeDepth?: number | bigint;
  callDepth?: number | bigint;
  fileBytes?: number | bigint;
  archiveBytes?: number | bigint;
  archiveFiles?: number | bigint;
  regexBytes?: number | bigint;
  aliasNodes?: number | bigint;
}

/** What templates see as .Release. */
export interface Release {
  name?: string;
  namespace?: string;
  revision?: number;
  upgrade?: boolean;
}

export type Lookup = (apiVersion: string, kind: string, namespace: string, name: string) => object | null | undefined;
export type Log = (level: "debug" | "info" | "warning" | "error", message: string, attributes: Record<string, string>) => void;

export interface LoadOptions {
  dialect?: "helm4" | "helm3";
  /** false: load as `helm show` does, without a look at apiVersion first. */
  detectVersion?: boolean;
  limits?: Limits;
  /** Template functions beside Helm's, with arguments and results as JSON has them. */
  functions?: Readonly<Record<string, (...args: any[]) => unknown>>;
  log?: Log;
  /** Files are taken as those of a folder on disk: .helmignore is honoured, byte order marks go. Charts of paths always are. */
  asFolder?: boolean;
}

export interface ValuesOptions {
  /** What follows Helm's flags of these names. */
  set?: readonly string[];
  setString?: readonly string[];
  setJson?: readonly string[];
  setFile?: readonly string[];
  setLiteral?: readonly string[];
  /** The release's name, or more of it; `name` and `namespace` beside it win. */
  release?: string | Release;
  name?: string;
  namespace?: string;
  kubeVersion?: string;
  apiVersions?: readonly string[];
  includeCrds?: boolean;
  skipSchemaValidation?: boolean;
  strict?: boolean;
  lintMode?: boolean;
  subNotes?: boolean;
  allErrors?: boolean;
  /** Only `documents`, one for each template. */
  templatesOnly?: boolean;
  /** false: without hooks in `manifest`. */
  hooks?: boolean;
  /** false: without test hooks there. */
  tests?: boolean;
  /** Template paths or patterns: only their documents in `manifest`. */
  showOnly?: readonly string[];
  /** Fills `origins` of the documents. */
  origins?: boolean;
  encryptedValues?: "take" | "refuse" | "placeholder";
  /** The time that templates see; nanoseconds since 1970 if it is a number. */
  now?: Date | number | bigint;
  /** Makes random functions repeatable. */
  seed?: number | bigint;
  /** "UTC" by default. */
  timeZone?: string;
  limits?: Limits;
  /** Answers `lookup` in templates; or the text of manifests that a cluster would hold. */
  lookup?: Lookup | string | Bytes;
  /** Called with each line of Helm's log. */
  log?: Log;
  /** Files that `setFile` names; undefined: there is no such file. In Node the file system by default. */
  readFile?: (path: string) => string | Bytes | undefined;
}

export interface RenderOptions extends ValuesOptions {
  /** Later ones win. */
  values?: Values | readonly Values[];
}

/** The template line that a line comes from. */
export interface Origin {
  /** "chart/templates/_helpers.tpl" */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line outside of all definitions that included it; undefined: it is there itself. */
  readonly caller?: Origin;
}

/** One rendered document. */
export class Manifest {
  private constructor();
  /** "template" with `templatesOnly`. */
  readonly section: "crd" | "manifest" | "hook" | "template";
  /** Of the template: "chart/templates/x.yaml". */
  readonly path: string;
  readonly text: string;
  /** The text as bytes, which may be no UTF-8. */
  readonly data: Uint8Array;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Of a hook: "pre-install", "test", ... */
  readonly events: readonly string[];
  readonly deletePolicies: readonly string[];
  readonly weight: number;
  /** Of each line of `text`, with `origins`; undefined: not known, as of blank lines. */
  readonly origins: readonly (Origin | undefined)[];
  /** The document parsed, as Kubernetes' tools read it. */
  readonly object: any;
}

/** What a render gave. */
export class Result {
  private constructor();
  /** What `helm template` prints. Bytes that are no UTF-8 read as U+FFFD. */
  readonly manifest: string;
  /** The same as bytes. */
  readonly data: Uint8Array;
  readonly notes: string;
  /** CRDs first, then manifests in Helm's install order, then hooks. */
  readonly documents: readonly Manifest[];
  /** Every document parsed. */
  readonly objects: readonly any[];
  toString(): string;
}

/** A loaded chart. */
export class Chart {
  private constructor();
  /** Loads the module where that has not happened yet, and then the chart. */
  static load(source: Source, options?: LoadOptions): Promise<Chart>;
  /** The same at once; in browsers `init` comes first. */
  static loadSync(source: Source, options?: LoadOptions): Chart;

  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  readonly type: string;
  readonly deprecated: boolean;

  /** Renders the chart as `helm template` does. */
  render(options?: RenderOptions): Result;
  /** The values against the schemas of the chart and its subcharts; an empty list: they are met. */
  validate(values?: Values | readonly Values[], options?: ValuesOptions): Finding[];
  /** The values as templates see them: the chart's own with these merged in. */
  values(values?: Values | readonly Values[], options?: ValuesOptions): Record<string, any>;
  /** The chart's files as loaded, subcharts' included; Chart.load takes them again. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** The chart's own values.schema.json; undefined when it has none. */
  readonly schema: any;
  /** Frees the chart's memory; without it that happens some time after the last use. */
  close(): void;
  [Symbol.dispose](): void;
}

/** WebAssembly.Module, where the environment's types have it. */
type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : never;

/**
 * Loads the module: from beside the package, or from where `wasm` says. Once; Chart.load calls it.
 */
export function init(options?: { wasm?: URL | Bytes | Response | WasmModule }): Promise<void>;

/** A YAML document as Kubernetes' tools read it. */
export function yamlToObject(yaml: string | Bytes): any;

/** The library's version: "0.1.0". */
export function version(): string;
