// What is read aloud: urgent things one a second and none lost, the state of the page politely and only the newest.

/** Between two urgent announcements, milliseconds. */
export const between = 1000;
/** So many wait at most; what comes on top is told by its number. */
export const mostWaiting = 20;

type Timer = (run: () => void, milliseconds: number) => unknown;

export class Announcer {
  private readonly waiting: string[] = [];
  private dropped = 0;
  private busy = false;
  private say: (text: string) => void = () => {};
  private tellStatus: (text: string) => void = () => {};
  private more: (count: number) => string = (count) => `+${count}`;

  constructor(private readonly later: Timer = (run, ms) => setTimeout(run, ms)) {}

  /**
   * Where it is read aloud; the page has one place.
   * @param more how many did not fit, in words.
   */
  speakTo(say: (text: string) => void, status: (text: string) => void, more: (count: number) => string): void {
    this.say = say;
    this.tellStatus = status;
    this.more = more;
  }

  /** Now or, when something was said just before, after it. */
  urgent(text: string): void {
    if (this.waiting.length >= mostWaiting) this.dropped++;
    else this.waiting.push(text);
    if (!this.busy) this.next();
  }

  /** Politely, in place of what was said before. */
  status(text: string): void {
    this.tellStatus(text);
  }

  private next(): void {
    const text = this.waiting.shift() ?? this.overflow();
    this.busy = text !== null;
    if (text === null) return;
    this.say(text);
    this.later(() => this.next(), between);
  }

  private overflow(): string | null {
    if (this.dropped === 0) return null;
    const count = this.dropped;
    this.dropped = 0;
    return this.more(count);
  }
}

/** The announcer of this page. */
export const announcer = new Announcer();
