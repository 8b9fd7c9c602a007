// Who is here, and the way in and out.
import type { PageEntry } from "../page";

export const entry: PageEntry = {
  name: "signin",
  title: { en: "Sign in", zh: "登录" },
  group: "account",
  order: 99,
  inner: true,
  load: () => import("./page"),
};
