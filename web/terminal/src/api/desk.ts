// What the hedger's own desk serves beside the terminal: its papers, its steps, and what it refuses. The venue has none of it.
import { address, RequestFailed } from "./client";

/** A sentence in both languages. */
export interface Said {
  en: string;
  zh: string;
}

/** A figure or words as the desk formatted them, once; raw is the value before rounding. */
export interface Cell {
  kind: "Words" | "Figure" | "Code";
  text: string;
  zh?: string | null;
  raw?: string | null;
  error?: string | null;
}

export interface DeskTable {
  id: string;
  title: Said;
  columns: { name: Said; figures: boolean }[];
  rows: Cell[][];
  total?: Cell[] | null;
}

export interface ChartPoint {
  x: number;
  y: number;
  low?: number | null;
}

export interface DeskSeries {
  name: Said;
  mark: "Line" | "Dashes" | "Band" | "Bars" | "Whiskers" | "Dots";
  tone: "Ink" | "Muted" | "Grid" | "Before" | "After" | "Limit" | "Third" | "Fourth";
  points: ChartPoint[];
}

export interface DeskChart {
  id: string;
  title: Said;
  across: Said;
  up: Said;
  places: Cell[];
  series: DeskSeries[];
  fromZero: boolean;
}

export interface How {
  formula: Said;
  inputs: { name: Said; value: Cell; from: Said }[];
}

export interface HeadFigure {
  id: string;
  name: Said;
  now: Cell;
  was: Cell | null;
  note: Said | null;
  bad: boolean;
  how: How;
}

export interface DeskFigure {
  id: string;
  title: Said;
  summary: Said;
  chart: DeskChart | null;
  table: DeskTable | null;
  how: How;
}

export interface HedgedMonth {
  month: string;
  volume: Cell;
  open: Cell;
  futures: string;
  basis: Cell;
  hedged: Cell;
  share: number;
  least: number | null;
  most: number | null;
  band: Cell;
  breach: boolean;
  overHedge: Cell;
}

export interface Figures {
  digest: string;
  made: string;
  source: string;
  day: string;
  asOf: number;
  seed: number;
  paths: number;
  simulated: boolean;
  head: HeadFigure[];
  warnings: Said[];
  summary: Said[];
  months: HedgedMonth[];
  breaches: DeskTable | null;
  proposal: DeskTable | null;
  figures: DeskFigure[];
}

export interface DeskFault {
  code: string;
  said: Said;
  field: string;
  given: string;
  limit: string | null;
  nearest: string | null;
}

export interface MappingLine {
  item: string;
  contract: string;
  method: string;
  factor: number | null;
  basis: "ListPrice" | "IndexLinked" | "Fixed" | "Spot";
  spread: number | null;
  covered: number;
  reason: string;
  utilisation: number | null;
  entity?: string;
}

export interface EnteredItem {
  month: string;
  item: string;
  low: number;
  base: number;
  high: number;
}

export interface Forecast {
  months: number;
  curve: string;
  monthlyGrowth: number;
  lowGrowth: number;
  highGrowth: number;
  ceiling: number | null;
  entered: { month: string; low: number; base: number; high: number }[];
  items?: EnteredItem[];
}

export interface Programme {
  name: string;
  entity: string;
  side: "Buyer" | "Seller" | "Lender";
  contract: string;
  currency: string;
  mapping: MappingLine[];
  forecast: Forecast;
  budget: number | null;
  covenant: unknown;
}

export interface PolicyBand {
  fromMonth: number;
  toMonth: number;
  least: number;
  most: number;
}

export interface Policy {
  bands: PolicyBand[];
  mostMonths: number;
  contracts: string[];
  mostOfOpenInterest: number;
  mostOfDailyVolume: number;
  confidence: number;
  liquidityCap: number;
  overBudget: number;
  hedgeLoss: number;
  hedgeLossChance: number;
  approvals: { mostLots: number; approvers: number }[];
  approvers: string[];
  blackouts: { from: string; to: string; reason: string }[];
  waivers: { rule: string; owner: string; until: string; reason: string }[];
}

export interface MappedLine {
  month: string;
  item: string;
  seller: string;
  raw: number;
  equivalent: number | null;
  method: string;
  cost: number | null;
  ownPrice: number | null;
  basis: string;
  floating: number;
}

export interface ProductMonth {
  month: string;
  item: string;
  entity: string;
  low: number;
  base: number;
  high: number;
  floating: number;
  entered: boolean;
}

export interface ExposureMonth {
  month: string;
  raw: number;
  low: number;
  base: number;
  high: number;
  floating: number;
  hedged: number;
  open: number;
}

export interface ProgrammePaper {
  venue: string | null;
  steps: { id: string; done: boolean; said: Said }[];
  files: { name: string; sha256: string; read: number; used: number; leftOut: number; firstDay: string | null; lastDay: string | null }[];
  rejected: DeskFault[];
  lines: MappedLine[];
  programme: Programme | null;
  policy: Policy | null;
  asOf: string | null;
  unit: Said | null;
  months: ExposureMonth[];
  products: ProductMonth[];
  market: { source: string; day: string; asOf: number; contract: string; months: number; simulated: boolean } | null;
  ownPrices: number;
}

export interface RatioPaper {
  ratio: Cell;
  asked: string;
  history: string | null;
  from: string | null;
  to: string | null;
  why: string;
  methods: DeskTable;
}

export interface WorkPaper {
  digest: string | null;
  current: boolean;
  proposer: string;
  approvers: string[];
  needed: number;
  approved: boolean;
  orders: { symbol: string; planned: number; filled: number; slices: number; left: number }[];
  unanswered: string[];
  journal: { number: number; moment: string; kind: string; who: string; said: Said }[];
}

/** A step that the desk refused, with every fault; nothing was changed. */
export class DeskRefused extends Error {
  readonly faults: readonly DeskFault[];

  constructor(faults: readonly DeskFault[]) {
    super(faults[0]?.said.en ?? "refused");
    this.faults = faults;
  }
}

/** Does a step of the desk. A file is sent as it is. */
export async function doStep(step: string, body: object | Blob, query = ""): Promise<Said[]> {
  const answer = await sent(step, body, query);
  return ((await answer.json()) as { said: Said[] }).said;
}

/** A report made again from a bundle: the bytes and their name. */
export async function madeAgain(bundle: Blob, query: string): Promise<Blob> {
  return (await sent("again", bundle, query)).blob();
}

async function sent(step: string, body: object | Blob, query: string): Promise<Response> {
  const file = body instanceof Blob;
  let answer: Response;
  try {
    answer = await fetch(address(`desk/${step}${query}`), {
      method: "POST",
      headers: { accept: "application/json", "content-type": file ? "application/octet-stream" : "application/json" },
      body: file ? body : JSON.stringify(body),
    });
  } catch {
    throw new RequestFailed(0, null, "unreachable");
  }
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => null)) as { faults?: DeskFault[] } | null;
  if (told?.faults && told.faults.length > 0) throw new DeskRefused(told.faults);
  throw new RequestFailed(answer.status, null, `HTTP ${answer.status}`);
}
