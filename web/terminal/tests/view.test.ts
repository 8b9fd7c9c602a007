// The address says what the page shows.
import { describe, expect, it } from "vitest";
import { address, streamAddress } from "../src/api/client";
import { read, write, type Preferences } from "../src/state/view";

const english: Preferences = { stored: {}, language: "en-GB", light: false };
const chinese: Preferences = { stored: {}, language: "zh-CN", light: true };

describe("a view", () => {
  it("begins with the browser's language; Chinese begins with red up", () => {
    expect(read("", english)).toMatchObject({ lang: "en", theme: "dark", conv: "intl", tab: "index", i: null });
    expect(read("", chinese)).toMatchObject({ lang: "zh", theme: "light", conv: "cn" });
  });

  it("has settings that do not move each other, in the address and remembered", () => {
    const kept = { theme: "black", conv: "blue", density: "touch", zone: "utc" };
    expect(read("", { ...english, stored: kept })).toMatchObject({ ...kept, lang: "en" });
    const view = read("?lang=zh&theme=contrast&conv=intl&density=comfortable&tz=local", english);
    expect(view).toMatchObject({ lang: "zh", theme: "contrast", conv: "intl", density: "comfortable", zone: "local" });
    expect(read(write(view), { ...chinese, stored: kept })).toEqual(view);
    expect(read("", { ...english, coarse: true, contrast: true })).toMatchObject({
      density: "touch",
      theme: "contrast",
    });
  });

  it("keeps the colour convention apart from the language", () => {
    expect(read("?lang=zh&conv=intl", english)).toMatchObject({ lang: "zh", conv: "intl" });
    expect(read("", { ...english, stored: { lang: "zh", conv: "intl" } })).toMatchObject({ lang: "zh", conv: "intl" });
  });

  it("believes the address before what was kept", () => {
    expect(read("?lang=en&theme=dark", { ...chinese, stored: { lang: "zh", theme: "light" } })).toMatchObject({
      lang: "en",
      theme: "dark",
    });
  });

  it("opens the page that its address names, home when it says nothing, and the market for what the market shows", () => {
    expect(read("", english).page).toBe("home");
    expect(read("?lang=zh&theme=light", english).page).toBe("home");
    expect(read("?i=TK-J26&tab=bulletin", english).page).toBe("market");
    expect(read("?page=curve", english).page).toBe("curve");
    expect(read(write(read("?page=curve&i=TK-J26", english)), english)).toMatchObject({ page: "curve", i: "TK-J26" });
    // The page says that there is none of that name.
    expect(read("?page=elsewhere", english).page).toBe("elsewhere");
    expect(read("?page=%2Fetc", english).page).toBe("market");
    expect(write(read("", english))).not.toContain("page");
  });

  it("comes back from its own address", () => {
    const view = read(
      "?page=indices&i=TK-J26&ix=CSTI-S&pd=2026-03-04&bd=2026-03-05&account=12&tab=statement&lang=zh&theme=light&conv=intl",
      english,
    );
    expect(read(write(view), english)).toEqual(view);
    expect(view).toMatchObject({ i: "TK-J26", account: 12, pd: "2026-03-04", tab: "statement" });
  });

  it("keeps what a page keeps there by names of its own", () => {
    const view = read("?page=clearing&.member=7&.tab=stress%20tests&.bad%20name=1&stray=1", english);
    expect(view.at).toEqual({ ".member": "7", ".tab": "stress tests" });
    expect(read(write(view), english)).toEqual(view);
  });

  it("leads what the market page showed once to the pages that show it now", () => {
    const quotes = read("?i=TKC-X26%2FZ26&tab=quote", english);
    expect(quotes).toMatchObject({ page: "trade", i: "TKC-X26/Z26", tab: "index", at: { ".lay": "maker" } });
    expect(read(write(quotes), english)).toEqual(quotes);
    const order = read("?page=market&i=TK-J26&tab=order&account=12", english);
    expect(order).toMatchObject({ page: "trade", i: "TK-J26", account: 12, tab: "index" });
    const index = read("?page=market&ix=CSTI-S&pd=2026-03-04", english);
    expect(index).toMatchObject({ page: "indices", ix: "CSTI-S", pd: "2026-03-04" });
    expect(read(write(index), english)).toEqual(index);
    // Who comes to the board from the page of indices stays there.
    expect(read(write({ ...index, page: "market" }), english).page).toBe("market");
    expect(read("?page=market&tab=statement&account=12&bd=2026-03-05", english)).toMatchObject({
      page: "market",
      tab: "statement",
      bd: "2026-03-05",
    });
  });

  it("takes nothing malformed", () => {
    expect(read("?i=%3Cscript%3E&pd=yesterday&account=-3&tab=admin&lang=fr&theme=pink&density=9", english)).toEqual(
      read("?page=market", english),
    );
  });
});

describe("addresses of the venue", () => {
  it("stay under the page's root", () => {
    expect(address("v1/status", "http://host:1/")).toBe("http://host:1/v1/status");
    expect(address("v1/status", "https://host/desk/index.html?i=A")).toBe("https://host/desk/v1/status");
    expect(streamAddress("https://host/desk/?i=A#x")).toBe("wss://host/desk/v1/stream?frames=packed");
  });
});
