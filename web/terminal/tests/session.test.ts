// Who may do what, and where their work begins.
import { describe, expect, it } from "vitest";
import type { Session } from "../src/api/access";
import type { Account } from "../src/api/types";
import { roleOf } from "../src/pages/home/page";
import { homeOf, roles, rolesOf } from "../src/session/roles";
import { mayOf, scopes } from "../src/session/session";
import { words } from "../src/session/words";

const session = (more: Partial<Session>): Session => ({
  access: "identity",
  user: "tina",
  participant: "alpha",
  scopes: ["read", "trade", "cancel-only"],
  accounts: [101],
  until: null,
  adminPort: null,
  ...more,
});
const who = (more: Partial<Session>) => ({ session: session(more), roles: rolesOf(session(more)) });

describe("a role", () => {
  it("is read from the scopes, and who trades for hedgers' accounts alone is one", () => {
    const account = (number: number, role: string) => ({ account: number, role }) as Account;
    expect(rolesOf(session({}))).toEqual(["trader"]);
    expect(rolesOf(session({}), [account(101, "hedger-long")])).toEqual(["hedger"]);
    expect(rolesOf(session({ accounts: [101, 102] }), [account(101, "hedger-long"), account(102, "trader")])).toEqual([
      "trader",
    ]);
    expect(rolesOf(session({ scopes: ["read", "admin:risk"] }))).toEqual(["risk"]);
    expect(rolesOf(session({ scopes: ["read"] }))).toEqual(["reader"]);
  });

  it("has a page where its work begins, and the market where that page is not there", () => {
    const all = () => true;
    expect([homeOf("trader", all), homeOf("hedger", all), homeOf("risk", all), homeOf("operator", all)]).toEqual([
      "trade",
      "hedge",
      "clearing",
      "operations",
    ]);
    expect(homeOf("reader", all)).toBe("markets");
    for (const role of roles) expect(homeOf(role, (page) => page === "market")).toBe("market");
  });

  it("that was chosen comes before that of the sign-in; who only reads is asked", () => {
    expect(roleOf("risk", ["trader"])).toBe("risk");
    expect(roleOf(null, ["trader"])).toBe("trader");
    expect(roleOf(null, ["reader"])).toBeNull();
    expect(roleOf("king", [])).toBeNull();
  });
});

describe("permission", () => {
  it("is everybody's on an open venue, nobody's before it is known", () => {
    expect(mayOf(who({ access: "open", user: null }), ["trade"], 7, "en")).toEqual({ may: true, why: "" });
    expect(mayOf({ session: null, roles: [] }, ["trade"], null, "en").may).toBe(false);
  });

  it("says in words why not: nobody signed in, the scope, the account", () => {
    expect(mayOf(who({ user: null }), ["trade"], null, "en").why).toBe("Sign in first: the venue does not know you.");
    expect(mayOf(who({ scopes: ["read", "admin:risk"] }), ["trade"], null, "zh").why).toBe(
      "您的角色（风控）不能执行此操作：需要交易权限。",
    );
    expect(mayOf(who({}), ["trade"], 7, "en").why).toContain("Account 7");
    expect(mayOf(who({}), ["trade"], 101, "en").may).toBe(true);
    expect(mayOf(who({}), ["admin:risk", "cancel-only"], null, "en").may).toBe(true);
  });

  it("has words for each scope and role", () => {
    for (const key of [...scopes.map((s) => `scope.${s}`), ...roles]) expect(key in words.en, key).toBe(true);
  });
});
