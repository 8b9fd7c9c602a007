// What the spot market's channels tell, put together: snapshots whole, events in front, changes where they belong.
import type { Certificate, SpotAuction, SpotBlock, SpotTrade } from "../api/spot";
import type { Frame } from "../api/types";

/** Trades that are kept for the page. */
export const mostSpotTrades = 100;

/** What a channel shows after a frame. The frame follows the one before it. */
export function heardSpot(channel: string, before: unknown, frame: Frame): unknown {
  if (frame.type === "snapshot") return frame.data;
  const [kind, of] = channel.split(":") as [string, string];
  switch (kind) {
    case "spot.auctions":
      return [frame.data as SpotAuction];
    case "spot.trades":
      return [frame.data as SpotTrade, ...(before as SpotTrade[])].slice(0, mostSpotTrades);
    case "spot.book":
      return changedBlocks(before as SpotBlock[], frame.data as SpotBlock[]);
    case "spot.certificates":
      return changedCertificates(before as Certificate[], frame.data as Certificate[], Number(of));
    default:
      return frame.data;
  }
}

/** Blocks by first hour and length; one without orders is gone. */
export function changedBlocks(before: readonly SpotBlock[], changed: readonly SpotBlock[]): SpotBlock[] {
  const key = (b: SpotBlock) => `${b.firstHour} ${String(b.hours).padStart(4, "0")}`;
  const blocks = new Map(before.map((b) => [key(b), b]));
  for (const block of changed) {
    if (block.bids.length + block.asks.length > 0) blocks.set(key(block), block);
    else blocks.delete(key(block));
  }
  return [...blocks].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, block]) => block);
}

/** An account's certificates, newest first; one that it neither owns nor has issued any more leaves. */
export function changedCertificates(
  before: readonly Certificate[],
  changed: readonly Certificate[],
  account: number,
): Certificate[] {
  const own = new Map(before.map((c) => [c.certificate, c]));
  for (const c of changed) {
    if (c.owner === account || c.issuer === account) own.set(c.certificate, c);
    else own.delete(c.certificate);
  }
  return [...own.values()].sort((a, b) => b.certificate - a.certificate);
}
