// Whether the venue asks who is there, and whom it takes the page for.

/** Who the venue takes the page for; user is null for a stranger. */
export interface Session {
  /** open: whoever reaches the venue may do everything; identity: only who is known. */
  access: "open" | "identity";
  user: string | null;
  participant: string | null;
  scopes: string[];
  accounts: number[];
  until: string | null;
  /** The port where administration is; null: here, or nowhere. */
  adminPort: number | null;
}
