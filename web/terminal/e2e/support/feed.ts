// The feed between venue and page, which a test can silence, cut and give back.
import type { Page, WebSocketRoute } from "@playwright/test";

export class Feed {
  private state: "live" | "silent" | "cut" = "live";
  private readonly open = new Set<WebSocketRoute>();
  private waiting: (() => void)[] = [];
  private change: (text: string) => string | null = (text) => text;

  /** Before the page is opened. */
  static async of(page: Page): Promise<Feed> {
    const feed = new Feed();
    await page.routeWebSocket(/\/v1\/stream/, (toPage) => feed.join(toPage));
    return feed;
  }

  private async join(toPage: WebSocketRoute): Promise<void> {
    // A silent venue takes no new line either: the page's socket stays on its way until there is news again.
    while (this.state === "silent") await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.state === "cut") {
      void toPage.close({ code: 1001 });
      return;
    }
    const toVenue = toPage.connectToServer();
    this.open.add(toPage);
    toPage.onMessage((said) => toVenue.send(said));
    toVenue.onMessage((said) => {
      if (this.state !== "live") return;
      // Several messages a frame: each is changed by itself.
      const heard = JSON.parse(String(said)) as object | object[];
      const told = (Array.isArray(heard) ? heard : [heard])
        .map((message) => this.change(JSON.stringify(message)))
        .filter((text) => text !== null);
      if (told.length > 0) toPage.send(`[${told.join(",")}]`);
    });
  }

  /** Each message of the venue is changed on its way; null is not told. */
  alter(change: (text: string) => string | null): void {
    this.change = change;
  }

  /** What is done to what the venue says, so that more can be done to it. */
  changes(): (text: string) => string | null {
    return this.change;
  }

  /** The line stands, and nothing comes over it. */
  silence(): void {
    this.state = "silent";
  }

  /** The line is cut, and none is had until it is given back. */
  async cut(): Promise<void> {
    this.state = "cut";
    this.wake();
    const before = [...this.open];
    this.open.clear();
    await Promise.all(before.map((line) => line.close({ code: 1001 })));
  }

  restore(): void {
    this.state = "live";
    this.wake();
  }

  private wake(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}
