import { formatBar } from './format-bar';

interface Activity {
  label: string;
  /** 0 to 100; null while nobody can say. */
  percent: number | null;
  detail: string;
  began: number;
  /** When it was last written to something that is no terminal. */
  written: number;
}

/** What a step reports while it runs. */
export type Report = (percent: number | null, detail?: string) => void;

/** How often progress is written where a line cannot be redrawn, in milliseconds. */
const EVERY_MS = 3000;

/** How long something may take before it shows progress, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * What the user sees: lines, and below them one progress bar. On a terminal the bar is one line that is
 * redrawn; elsewhere it is a line every few seconds.
 */
export class Terminal {
  private activity: Activity | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {
    // The terminal may close before we have stopped everything.
    out.on('error', () => {});
  }

  line(text = ''): void {
    this.clear();
    this.out.write(`${text}\n`);
    this.draw();
  }

  /** One fact about one part: `database   PostgreSQL 18 …`. */
  fact(label: string, text: string): void {
    this.line(`  ${label.padEnd(11)}${text}`);
  }

  /** Runs `work` with a bar while it takes long, then says what came of it and how long it took. */
  async step<T>(
    label: string,
    work: (report: Report) => Promise<T>,
    outcome: (result: T) => string,
  ): Promise<T> {
    const began = Date.now();
    this.progress(label, null, '', began);
    try {
      const result = await work((percent, detail) => this.progress(label, percent, detail, began));
      this.finish(label, outcome(result), began);
      return result;
    } finally {
      this.done();
    }
  }

  /** Shows or moves the bar. */
  progress(label: string, percent: number | null, detail = '', began?: number): void {
    const same = this.activity?.label === label ? this.activity : undefined;
    const since = began ?? same?.began ?? Date.now();
    const written = same?.written ?? since - EVERY_MS + PATIENCE_MS;
    this.activity = { label, percent, detail, began: since, written };
    this.timer ??= setInterval(() => this.draw(), this.out.isTTY ? 100 : 500).unref();
    this.draw();
  }

  /** Puts a fact in the place of the bar: what came of it, and how long it took. */
  finish(label: string, text: string, began = this.activity?.began ?? Date.now()): void {
    this.done();
    this.fact(label, `${text} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }

  /** Takes the bar away. */
  done(): void {
    this.clear();
    clearInterval(this.timer);
    this.timer = this.activity = undefined;
  }

  private draw(): void {
    const now = Date.now();
    if (!this.activity) return;
    const { label, percent, detail, began, written } = this.activity;
    if (!this.out.isTTY && now - written < EVERY_MS) return;
    this.activity.written = now;
    const bar = formatBar({ label, percent, detail, seconds: (now - began) / 1000 }, this.out.columns);
    this.out.write(this.out.isTTY ? `\r\x1b[2K${bar}` : `${bar}\n`);
  }

  private clear(): void {
    if (this.activity && this.out.isTTY) this.out.write('\r\x1b[2K');
  }
}
