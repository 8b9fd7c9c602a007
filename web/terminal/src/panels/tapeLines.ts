// Which line of the tape shows which trade: a storm writes into the lines that stand, a calm market adds on top.

export interface Lines {
  sequences: readonly number[];
  /** Of the line that shows the trade at the same place. */
  keys: readonly number[];
  /** The next new key. */
  next: number;
}

export const noLines: Lines = { sequences: [], keys: [], next: 0 };

/**
 * The lines for the trades shown now, newest first. While most trades stay, each keeps its line and new ones get new
 * lines; when most have gone, the lines stay where they are and are written anew: that costs no making and no throwing.
 */
export function lineKeys(before: Lines, sequences: readonly number[]): Lines {
  const places = new Map(before.sequences.map((sequence, k) => [sequence, before.keys[k]!]));
  const stay = sequences.filter((sequence) => places.has(sequence)).length;
  if (stay === sequences.length && stay === before.sequences.length) return before;
  let next = before.next;
  const written = 2 * stay < Math.min(sequences.length, before.sequences.length);
  const keys = sequences.map((sequence, k) => (written ? before.keys[k] : places.get(sequence)) ?? next++);
  return { sequences, keys, next };
}
