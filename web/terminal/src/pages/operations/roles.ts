// Whose the page is: the venue's own people, and which of them may propose and approve.
import type { Session } from "../../api/access";
import type { Proposal } from "../../api/operations";
import type { Scope } from "../../session/session";

export const venueScopes: readonly Scope[] = [
  "admin:market-ops",
  "admin:surveillance",
  "admin:clearing",
  "admin:security-admin",
  "admin:auditor",
];

const proposers = ["market-ops", "clearing", "security-admin"] as const;
export type Proposer = (typeof proposers)[number];

/** The roles in which somebody may propose and approve. */
export const rolesFor = (session: Pick<Session, "scopes">): Proposer[] =>
  proposers.filter((role) => session.scopes.includes(`admin:${role}`));

/** Why a key does not approve a proposal; null: it may, in that role. */
export type Hindrance = "stage" | "key" | "role" | "self" | "sameRole";

export function approval(
  proposal: Pick<Proposal, "stage" | "by" | "role">,
  session: Pick<Session, "scopes" | "user"> | null,
): { role: Proposer; why: null } | { role: null; why: Hindrance } {
  if (proposal.stage !== "open") return { role: null, why: "stage" };
  if (session === null) return { role: null, why: "key" };
  const roles = rolesFor(session);
  if (roles.length === 0) return { role: null, why: "role" };
  if (session.user === proposal.by) return { role: null, why: "self" };
  const role = roles.find((r) => r !== proposal.role);
  return role === undefined ? { role: null, why: "sameRole" } : { role, why: null };
}

/** A line of a difference as its three parts. */
export function parted(line: string): { field: string; was: string; is: string } {
  const found = /^([^:]*): (.*?) -> (.*)$/s.exec(line);
  return found ? { field: found[1]!, was: found[2]!, is: found[3]! } : { field: line, was: "", is: "" };
}
