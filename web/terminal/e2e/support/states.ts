// A page in each of its states: what it shows with data, of a venue with nothing in it, when everything fails, and old.
import type { Page, Route } from "@playwright/test";
import { Feed } from "./feed";

export const states = ["populated", "empty", "error", "stale"] as const;

export type State = (typeof states)[number];

/** Lists of the wire's top become empty; what says how the venue stands is left as it is. */
export function emptied(body: unknown): unknown {
  if (Array.isArray(body)) return [];
  if (body === null || typeof body !== "object") return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, Array.isArray(value) ? [] : value]));
}

const fault = {
  error: {
    code: "INTERNAL",
    num: 1000,
    message: "The venue failed to answer; nothing is known about the request.",
    field: null,
    given: null,
    limit: null,
    order_state: null,
    retryable: true,
    retry_after_ms: null,
    request_id: "0HTEST",
    server_time: "2026-04-15T00:00:00Z",
  },
};

async function empty(route: Route): Promise<void> {
  const request = route.request();
  if (request.method() !== "GET" || /v1\/(status|session)$/.test(request.url())) return route.fallback();
  const answer = await route.fetch();
  const body: unknown = await answer.json().catch(() => null);
  await route.fulfill({ response: answer, json: emptied(body) });
}

function emptyFrame(text: string): string | null {
  const frame = JSON.parse(text) as { channel: string; type?: string; data?: unknown };
  if (frame.channel === "status" || frame.channel === "heartbeat") return text;
  return frame.type === "snapshot" ? JSON.stringify({ ...frame, checksum: null, data: emptied(frame.data) }) : null;
}

/** Before the page is opened. The returned function brings what is open into its state: an old feed takes its time. */
export async function enter(page: Page, state: State): Promise<() => Promise<void>> {
  const feed = await Feed.of(page);
  if (state === "empty") {
    await page.route(/\/v1\//, empty);
    feed.alter(emptyFrame);
  }
  if (state === "error") {
    await page.route(/\/v1\//, (route) => route.fulfill({ status: 500, json: fault }));
    await feed.cut();
  }
  return async () => {
    if (state !== "stale") return;
    feed.silence();
    await page.waitForTimeout(3800);
  };
}
