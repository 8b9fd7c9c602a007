// What somebody is here, read from the scopes that the venue gives: it says scopes, not roles.
import type { Session } from "../api/access";
import type { Account } from "../api/types";

export const roles = [
  "trader",
  "hedger",
  "risk",
  "operator",
  "clearing",
  "security",
  "surveillance",
  "auditor",
  "reader",
] as const;
export type Role = (typeof roles)[number];

const byScope: readonly (readonly [string, Role])[] = [
  ["trade", "trader"],
  ["admin:risk", "risk"],
  ["admin:market-ops", "operator"],
  ["admin:clearing", "clearing"],
  ["admin:security-admin", "security"],
  ["admin:surveillance", "surveillance"],
  ["admin:auditor", "auditor"],
];

/** Whoever trades for hedgers' accounts alone is one. */
export function rolesOf(session: Pick<Session, "scopes" | "accounts">, accounts: readonly Account[] = []): Role[] {
  const own = accounts.filter((a) => session.accounts.includes(a.account));
  const hedges = own.length > 0 && own.every((a) => a.role.startsWith("hedger"));
  const held = byScope.filter(([scope]) => session.scopes.includes(scope)).map(([, role]) => role);
  if (held.length === 0) return ["reader"];
  return held.map((role) => (role === "trader" && hedges ? "hedger" : role));
}

const homes: Readonly<Record<Role, readonly string[]>> = {
  trader: ["trade"],
  hedger: ["hedge", "curve"],
  risk: ["clearing"],
  clearing: ["clearing"],
  operator: ["operations"],
  security: ["operations"],
  surveillance: ["surveillance", "operations"],
  auditor: ["operations", "clearing"],
  reader: [],
};

/** The page where the work of a role begins: the first that there is. */
export function homeOf(role: Role, exists: (page: string) => boolean): string {
  return [...homes[role], "markets", "market"].find(exists) ?? "settings";
}
