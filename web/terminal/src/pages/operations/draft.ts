// A draft as text and as a form, both of the same document; and how one is handed from the designer to the changes.
export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/** The document of a text; null: it is no JSON object. */
export function parse(text: string): { [field: string]: Json } | null {
  try {
    const read = JSON.parse(text) as Json;
    return typeof read === "object" && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

export const write = (document: { [field: string]: Json }) => JSON.stringify(document, null, 2);

/** The value at a path as "fee.perLot"; empty where nothing is. */
export function at(document: { [field: string]: Json }, path: string): string {
  let here: Json | undefined = document;
  for (const part of path.split("."))
    here = typeof here === "object" && here !== null && !Array.isArray(here) ? here[part] : undefined;
  return here === undefined || here === null ? "" : String(here);
}

/** The same document with another value there; numbers stay numbers, texts stay texts. */
export function put(document: { [field: string]: Json }, path: string, value: string, whole: boolean): { [field: string]: Json } {
  const [part, ...rest] = path.split(".") as [string, ...string[]];
  if (rest.length === 0) return { ...document, [part]: whole && /^-?\d+$/.test(value) ? Number(value) : value };
  const inner = document[part];
  const held = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? inner : {};
  return { ...document, [part]: put(held, rest.join("."), value, whole) };
}

export interface HandedOver {
  command: string;
  document: string;
}

let handed: HandedOver | null = null;

/** From the designer to the form of the changes: the page stays, so memory will do. */
export function handOver(what: HandedOver): void {
  handed = what;
}

export function takeOver(): HandedOver | null {
  const what = handed;
  handed = null;
  return what;
}
