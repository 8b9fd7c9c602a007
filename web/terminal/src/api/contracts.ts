// A contract's documents as the wire tells them: every version, the last in force.
import type { Paper } from "./governance";

export interface FieldChange {
  field: string;
  /** Null: it was not there. */
  was: string | null;
  /** Null: it is not there any more. */
  is: string | null;
}

export interface TakenDocument {
  number: number;
  eventSequence: number;
  time: string;
  document: Paper;
  changes: FieldChange[];
}

export interface ContractDocuments {
  contract: string;
  terms: TakenDocument[];
  margins: TakenDocument[];
  limits: TakenDocument[];
  eventSequence: number;
}

/** A field by its path; null where it is not. */
export function field(paper: Paper | undefined, ...path: string[]): Paper {
  let at: Paper | undefined = paper;
  for (const name of path) {
    if (at === null || at === undefined || typeof at !== "object" || Array.isArray(at)) return null;
    at = at[name];
  }
  return at ?? null;
}
