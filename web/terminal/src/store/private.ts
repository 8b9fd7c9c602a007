// What accounts' own channels tell, put together: each is a chain, and a message that does not follow is never applied.
import type { AccountFill, Balance, OpenPosition, OrderChange, OrderNow } from "../api/private";
import type { Frame, VenueError } from "../api/types";

export const mostFills = 500;
export const mostChanges = 200;

/** News for whoever announces: each is told once, also when it was missed and came with a snapshot. */
export type OwnNews =
  | { kind: "fill"; account: number; fill: AccountFill; late: boolean }
  | { kind: "order"; account: number; change: OrderChange };

const kinds = new Set(["orders", "fills", "positions", "balances"]);

/** The account of a channel of its own; null for every other channel. */
export function accountOf(channel: string): number | null {
  const [kind = "", of = ""] = channel.split(":");
  return kinds.has(kind) && /^\d+$/.test(of) ? Number(of) : null;
}

const alive = (order: OrderNow) => order.status !== "filled" && order.status !== "cancelled";

interface Chain {
  seq: number;
  epoch: string | undefined;
}

export class PrivateStore {
  /** Channels for which a snapshot was asked again: what is shown of them is not complete. */
  readonly resyncing = new Set<string>();
  /** Whether the venue takes the page's orders off when the connection ends: those of a stream's session, unless it was asked not to. */
  cancelsOnCut = false;
  /** Where each account stood when the connection was cut, and when that was; until somebody has asked what happened. */
  private readonly cuts = new Map<number, { at: number; seq: number }>();
  private readonly chains = new Map<string, Chain>();
  private readonly held = new Map<string, readonly unknown[]>();
  private readonly log = new Map<number, readonly OrderChange[]>();
  private readonly faults = new Map<string, VenueError>();
  private readonly listeners = new Set<(news: OwnNews) => void>();
  /** The newest fill that was told of an account, and in which epoch. */
  private readonly told = new Map<number, Chain>();

  constructor(private readonly mark: (topic: string) => void) {}

  /** Live orders, oldest first; null until the snapshot has come. Topic orders:ACCOUNT. */
  orders(account: number): readonly OrderNow[] | null {
    return this.of<OrderNow>(`orders:${account}`);
  }

  /** What became of orders since the page is open, newest first. Topic orders:ACCOUNT. */
  changes(account: number): readonly OrderChange[] {
    return this.log.get(account) ?? none;
  }

  /** Newest first. Topic fills:ACCOUNT. */
  fills(account: number): readonly AccountFill[] | null {
    return this.of<AccountFill>(`fills:${account}`);
  }

  /** Topic positions:ACCOUNT. */
  positions(account: number): readonly OpenPosition[] | null {
    return this.of<OpenPosition>(`positions:${account}`);
  }

  /** Money of the open day by currency. Topic balances:ACCOUNT. */
  balances(account: number): readonly Balance[] | null {
    return this.of<Balance>(`balances:${account}`);
  }

  /** Why a channel is not served; null: it is, or nothing was said yet. */
  fault(channel: string): VenueError | null {
    return this.faults.get(channel) ?? null;
  }

  /** The connection is cut: from here on it must be asked what happened. */
  noteCut(now: number): void {
    for (const [channel, { seq }] of this.chains) {
      const account = channel.startsWith("orders:") ? accountOf(channel) : null;
      if (account !== null && !this.cuts.has(account)) this.cuts.set(account, { at: now, seq });
    }
  }

  /** A cut that nobody has asked about yet, once. */
  takeCut(account: number): { at: number; seq: number } | null {
    const cut = this.cuts.get(account) ?? null;
    this.cuts.delete(account);
    return cut;
  }

  listen(told: (news: OwnNews) => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  /** Takes one frame of an account's channel. True: something is missing, and a snapshot must be asked for. */
  take(frame: Frame): boolean {
    const account = accountOf(frame.channel);
    if (account === null) return false;
    const channel = frame.channel;
    if (frame.type === "snapshot") {
      this.resyncing.delete(channel);
      this.faults.delete(channel);
      this.chains.set(channel, { seq: frame.seq ?? 0, epoch: frame.epoch });
      this.held.set(channel, (frame.data as unknown[] | null) ?? []);
      if (channel.startsWith("fills:")) this.tellMissed(account, frame);
      this.mark(channel);
      return false;
    }
    const chain = this.chains.get(channel);
    if (!chain || this.resyncing.has(channel)) return false;
    const begun = frame.epoch !== undefined && chain.epoch !== undefined && frame.epoch !== chain.epoch;
    // It was told already.
    if (!begun && frame.seq !== undefined && frame.seq <= chain.seq) return false;
    if (begun || frame.prevSeq !== chain.seq) return this.gap(channel);
    chain.seq = frame.seq ?? chain.seq;
    if (channel.startsWith("orders:")) this.takeChanges(account, frame.data as OrderChange[]);
    else if (channel.startsWith("fills:")) this.takeFills(account, frame);
    this.mark(channel);
    return false;
  }

  /** Channels of which the venue has told more than has come. */
  behind(heard: Readonly<Record<string, number>>): string[] {
    return Object.entries(heard)
      .filter(([channel, seq]) => {
        const chain = this.chains.get(channel);
        return chain !== undefined && !this.resyncing.has(channel) && seq > chain.seq && this.gap(channel);
      })
      .map(([channel]) => channel);
  }

  refuse(channel: string, fault: VenueError): void {
    if (accountOf(channel) === null) return;
    this.faults.set(channel, fault);
    this.mark(channel);
  }

  /** A channel that nobody hears any more would grow old unseen. */
  forget(channel: string): void {
    const account = accountOf(channel);
    if (account === null) return;
    this.held.delete(channel);
    this.chains.delete(channel);
    this.resyncing.delete(channel);
    this.faults.delete(channel);
    if (channel.startsWith("fills:")) this.told.delete(account);
    if (channel.startsWith("orders:")) {
      this.log.delete(account);
      this.cuts.delete(account);
    }
  }

  private of<T>(channel: string): readonly T[] | null {
    return (this.held.get(channel) as readonly T[] | undefined) ?? null;
  }

  private gap(channel: string): true {
    this.resyncing.add(channel);
    this.mark(channel);
    return true;
  }

  private takeChanges(account: number, changes: readonly OrderChange[]): void {
    const orders = new Map((this.orders(account) ?? []).map((o) => [o.order, o]));
    for (const change of changes) {
      if (alive(change.order)) orders.set(change.order.order, change.order);
      else orders.delete(change.order.order);
    }
    this.held.set(`orders:${account}`, [...orders.values()]);
    this.log.set(account, [...[...changes].reverse(), ...this.changes(account)].slice(0, mostChanges));
    for (const change of changes) this.tell({ kind: "order", account, change });
  }

  private takeFills(account: number, frame: Frame): void {
    const fills = frame.data as readonly AccountFill[];
    this.held.set(`fills:${account}`, [...[...fills].reverse(), ...(this.fills(account) ?? [])].slice(0, mostFills));
    for (const fill of fills) this.tell({ kind: "fill", account, fill, late: false });
    this.noteTold(account, frame);
  }

  /** After a cut the snapshot has what was missed. What stood there when the page began is no news. */
  private tellMissed(account: number, frame: Frame): void {
    const before = this.told.get(account);
    if (before && before.epoch === frame.epoch)
      for (const fill of [...(this.fills(account) ?? [])].reverse())
        if (fill.sequence > before.seq) this.tell({ kind: "fill", account, fill, late: true });
    this.noteTold(account, frame);
  }

  private noteTold(account: number, frame: Frame): void {
    const newest = this.fills(account)?.[0]?.sequence ?? 0;
    this.told.set(account, { seq: Math.max(newest, frame.seq ?? 0), epoch: frame.epoch });
  }

  private tell(news: OwnNews): void {
    for (const told of this.listeners) told(news);
  }
}

const none: readonly OrderChange[] = [];
