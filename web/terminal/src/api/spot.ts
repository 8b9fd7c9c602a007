// The spot market as the venue tells it: prices and money as text, hours as the moments at which they begin.

export interface SpotProduct {
  product: string;
  version: number;
  nameEn: string;
  nameZh: string;
  kind: "compute" | "tokens";
  currency: string;
  unit: string;
  unitsPerLot: number;
  tick: string;
  floor: string;
  cap: string;
  maxLots: number;
  /** What an issuer deposits for one lot in one hour. */
  collateral: string;
  penalty: string;
  unused: "paid" | "refunded";
  /** When the auction is held that takes bids now. */
  gate: string;
  /** The first delivery hour that it sells. */
  firstHour: string;
  hours: number;
  contract: string | null;
  lotHours: number | null;
  /** Lengths of the standard blocks of the book. */
  standardHours: number[];
}

export interface SpotLevel {
  price: string;
  lots: number;
  orders: number;
}

/** A standard block with live orders, best first. */
export interface SpotBlock {
  firstHour: string;
  hours: number;
  bids: SpotLevel[];
  asks: SpotLevel[];
}

export interface SpotHour {
  hour: string;
  price: string;
  lots: number;
  offered: number;
  asked: number;
  /** Lots that hourly bids asked for at the cap and that were rationed away. */
  unserved: number;
  /** Lots of blocks that bid the cap and stayed out whole. */
  unservedInBlocks: number;
  unsold: number;
  sellers: number;
  availability: string | null;
}

export interface SpotAuction {
  product: string;
  gate: string;
  bids: number;
  /** Blocks that stayed out although their limits were good. */
  rejected: number;
  proven: boolean;
  hours: SpotHour[];
}

export interface SpotTrade {
  trade: number;
  time: string;
  venue: "auction" | "book" | "quote";
  buyer: number;
  seller: number;
  firstHour: string;
  hours: number;
  lots: number;
  paid: string;
  certificate: number;
}

export interface SpotBid {
  reference: number;
  product: string;
  side: "buy" | "sell";
  firstHour: string;
  hours: number;
  lots: number;
  limit: string;
  allOrNone: boolean;
  reserved: string;
}

export type CertificateState = "issued" | "tendered" | "redeemed" | "ended";

export interface Certificate {
  certificate: number;
  product: string;
  issuer: number;
  owner: number;
  firstHour: string;
  hours: number;
  lots: number;
  units: number;
  drawn: number;
  failed: number;
  paid: string;
  delivered: string;
  state: CertificateState;
  meter: number;
}

/** Lines of a statement, each below zero where the account paid. */
export interface SpotCash {
  setAside: string;
  prepaid: string;
  collateral: string;
  delivered: string;
  refunded: string;
  penalties: string;
  supplyInvoices: string;
}

/** The answer to a command: its events as they stand on the log. */
export interface SpotAnswer {
  command: string;
  time: string;
  commandSequence: number;
  events: { kind: string; message: unknown }[];
}
