// What the page and its worker say to each other.
import type { FileData } from "../chart/workspace";

// The worker holds charts by the names of their slots.
export type Slot = "main" | "other";

export interface RenderRequest {
  slot: Slot;
  values: string;
  name: string;
  namespace: string;
}

export type ToWorker =
  | { type: "chart"; slot: Slot; files: Map<string, FileData>; folder: boolean } // all files of a slot
  | { type: "file"; slot: Slot; path: string; data: FileData | null } // one of them
  | ({ type: "render"; id: number } & RenderRequest);

export interface RenderedDocument {
  section: string;
  path: string; // of the template: "chart/templates/x.yaml"
  kind: string;
  name: string;
  apiVersion: string;
}

// The template line of each line of the documents.
export interface Origins {
  files: string[]; // as Helm names them
  documents: Uint32Array[]; // two numbers for a line: its file's index and its line there, from 1; 0: not known
}

export interface Frame {
  file: string;
  line: number; // from 1
  column: number; // bytes from 0
  template: string;
  node: string;
  text: string;
}

// Why a render failed. `file` is named as Helm names it, with the chart's name in front.
export interface Problem {
  code: string;
  message: string;
  file?: string;
  line?: number;
  column?: number;
  frames: Frame[];
}

export interface RenderReply {
  id: number;
  chart: { name: string; version: string } | undefined;
  text: string;
  notes: string;
  documents: RenderedDocument[];
  origins: Origins;
  problems: Problem[]; // none: it rendered
  milliseconds: number; // loading and rendering
}
