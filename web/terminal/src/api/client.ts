// Requests to the venue. Addresses are relative to the page, so that the terminal works under any root.
import type { VenueError } from "./types";

/** A request that did not succeed: what the venue said, or that it could not be reached. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly fault: VenueError | null;

  constructor(status: number, fault: VenueError | null, message: string) {
    super(message);
    this.status = status;
    this.fault = fault;
  }
}

/** The address of a path of the API, seen from the page. */
export function address(path: string, base: string = document.baseURI): string {
  return new URL(path, base).toString();
}

/** The address of the stream, several messages a frame: the page's scheme decides between ws and wss. */
export function streamAddress(base: string = document.baseURI): string {
  const url = new URL("v1/stream", base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.search = "?frames=packed";
  url.hash = "";
  return url.toString();
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
}

/** A request that changes something. */
export async function send<T>(method: "POST" | "PATCH" | "PUT" | "DELETE", path: string, body: object): Promise<T> {
  return ask<T>(path, {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A request whose body is signed as it stands: exactly these bytes go out. */
export async function sendText<T>(method: string, path: string, body: string, headers: Record<string, string>) {
  return ask<T>(path, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    ...(method === "GET" ? {} : { body }),
  });
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path), request);
  } catch (e) {
    if (request.signal?.aborted) throw e;
    throw new RequestFailed(0, null, "unreachable");
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const fault = (body as { error?: VenueError } | null)?.error ?? null;
    throw new RequestFailed(response.status, fault, fault?.message ?? `HTTP ${response.status}`);
  }
  if (body === null) throw new RequestFailed(response.status, null, "not JSON");
  return body as T;
}
