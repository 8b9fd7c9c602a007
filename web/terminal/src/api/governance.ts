// What was announced, judged, complained of and restated of an index, as the wire tells it.

export interface VersionToCome {
  version: number;
  effective: string;
  announced: string;
}

/** An announced change of a price that an index rests on. */
export interface AnnouncedChange {
  seller: string;
  item: string;
  class: string;
  /** Null: withdrawn. */
  price: string | null;
  currency: string;
  effective: string;
  announced: string;
  weightPpm: number;
  earliest: string;
  inTime: boolean;
}

export interface Judgement {
  day: string;
  value: string;
  reason: string;
  inputs: number[];
  proposedBy: string;
  proposedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
}

export interface Complaint {
  number: number;
  filed: string;
  answerBy: string;
  state: "open" | "overdue" | "answered";
  outcome: string | null;
}

/** Settlement keeps what was published first. */
export interface Restatement {
  day: string;
  first: string | null;
  restated: string | null;
  known: string;
  reason: string;
}

export interface Governance {
  index: string;
  versions: VersionToCome[];
  changes: AnnouncedChange[];
  judgements: Judgement[];
  complaints: Complaint[];
  restatements: Restatement[];
}

/** A document as it was submitted: objects, lists, texts, numbers. */
export type Paper = string | number | boolean | null | Paper[] | { [field: string]: Paper };

/** A print made again without each of its constituents. */
export interface Influence {
  index: string;
  day: string;
  version: number;
  value: string | null;
  asOf: number;
  /** False: the methodology has no step at which one can be left out. */
  measured: boolean;
  constituents: number;
  rows: {
    name: string;
    weightPpm: number;
    /** Null: the print would be withheld. */
    without: string | null;
    move: string | null;
    movePercent: string | null;
  }[];
}
