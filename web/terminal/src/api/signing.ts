// Signs requests with an operator's key file, in the page: the private half is read once, cannot be taken out again, and
// is gone with the page. What is signed: docs/protocols/identity.md.
import type { Session } from "./access";
import { address, RequestFailed, sendText } from "./client";

export interface SigningKey {
  id: string;
  /** Whose it is and what it may do, as the venue says. */
  session: Session;
  sign: (text: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
}

/** Why a file is no key that can sign here. */
export class KeyFault extends Error {
  readonly why: "file" | "algorithm" | "browser";

  constructor(why: "file" | "algorithm" | "browser") {
    super(why);
    this.why = why;
  }
}

/** So long a request is valid, milliseconds; the venue takes at most 30,000. */
const valid = 25_000;

/** By how much the venue's clock is ahead of this one, as a refused signature told. */
let ahead = 0;

// PKCS#8 around the 32 bytes of an Ed25519 seed (RFC 8410).
const edPrefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const hex = (bytes: ArrayBuffer | Uint8Array) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Reads a key file as `identity key new` writes it, and asks the venue whose it is. */
export async function openKey(file: string): Promise<SigningKey> {
  const { id, algorithm, secret } = parse(file);
  if (algorithm !== "ed25519" && algorithm !== "ecdsa-p256") throw new KeyFault("algorithm");
  if (!("crypto" in globalThis) || !crypto.subtle) throw new KeyFault("browser");
  const ed = algorithm === "ed25519";
  const how = ed ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: "P-256" };
  const der = ed ? Uint8Array.from([...edPrefix, ...secret]) : secret;
  const key = await crypto.subtle.importKey("pkcs8", der, how, false, ["sign"]).catch(() => {
    throw new KeyFault("browser");
  });
  const using = ed ? { name: "Ed25519" } : { name: "ECDSA", hash: "SHA-256" };
  const sign = (text: Uint8Array<ArrayBuffer>) => crypto.subtle.sign(using, key, text);
  return { id, sign, session: await signed<Session>({ id, sign }, "GET", "v1/session") };
}

function parse(file: string): { id: string; algorithm: string; secret: Uint8Array<ArrayBuffer> } {
  try {
    const { key, algorithm, private: secret } = JSON.parse(file) as Record<string, unknown>;
    if (typeof key !== "string" || typeof algorithm !== "string" || typeof secret !== "string") throw new Error();
    return { id: key, algorithm, secret: bytesOf(secret) };
  } catch {
    throw new KeyFault("file");
  }
}

/** A request in the key's name. A clock that is off is set right by the venue's own word, once. */
export async function signed<T>(
  key: Pick<SigningKey, "id" | "sign">,
  method: "GET" | "POST",
  path: string,
  body: object | null = null,
): Promise<T> {
  const text = body === null ? "" : JSON.stringify(body);
  try {
    return await sendText<T>(method, path, text, await headers(key, method, path, text));
  } catch (e) {
    const now = e instanceof RequestFailed && e.fault?.code === "CLOCK_SKEW" ? e.fault.server_time_ms : undefined;
    if (now === undefined) throw e;
    // A refused signature has done nothing: asking again asks once.
    ahead = now - Date.now();
    return sendText<T>(method, path, text, await headers(key, method, path, text));
  }
}

async function headers(key: Pick<SigningKey, "id" | "sign">, method: string, path: string, body: string) {
  const expires = String(Date.now() + ahead + valid);
  const nonce = hex(crypto.getRandomValues(new Uint8Array(12)));
  const text = await signedText(key.id, expires, nonce, method, new URL(address(path)), body);
  const signature = await key.sign(new TextEncoder().encode(text));
  return {
    "Tokenbourse-Key": key.id,
    "Tokenbourse-Expires": expires,
    "Tokenbourse-Nonce": nonce,
    "Tokenbourse-Signature": btoa(String.fromCharCode(...new Uint8Array(signature))),
  };
}

/** The seven lines that are signed. */
export async function signedText(
  key: string,
  expires: string,
  nonce: string,
  method: string,
  url: Pick<URL, "pathname" | "search">,
  body: string,
): Promise<string> {
  const query = url.search.slice(1).split("&").filter(Boolean).sort().join("&");
  const target = query === "" ? url.pathname : `${url.pathname}?${query}`;
  const digest = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body)));
  return ["v1", key, expires, nonce, method, target, digest].join("\n");
}
