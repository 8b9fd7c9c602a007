// One message of the stream.

/** One frame of the stream. */
export interface Frame {
  channel: string;
  type?: "snapshot" | "delta" | "event";
  seq?: number;
  prevSeq?: number;
  time?: string;
  /** The same as long as the venue's numbers go on. */
  epoch?: string;
  data?: unknown;
  /** On heartbeats: the last number that was told of each channel. */
  channels?: Record<string, number>;
  code?: string;
  num?: number;
  message?: string;
  field?: string | null;
  given?: string | null;
  limit?: string | null;
}
