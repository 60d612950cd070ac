// Sends what waits, in batches, by one page at a time; tries again until the ledger has answered each scan.

const AT_ONCE = 25;
const SLOWEST_MS = 10000;
const PATIENCE_MS = 60000;

export class Sender {
  constructor(store, where, told) {
    this.store = store;
    this.where = where;
    this.told = told;
    this.failures = 0;
    this.atOnce = AT_ONCE;
    this.busy = false;
    this.timer = 0;
    this.channel = new BroadcastChannel(store.name);
    this.channel.onmessage = () => this.told({});
    this.again = () => this.send();
    addEventListener("online", this.again);
    document.addEventListener("visibilitychange", this.again);
  }

  stop() {
    clearTimeout(this.timer);
    this.channel.close();
    removeEventListener("online", this.again);
    document.removeEventListener("visibilitychange", this.again);
    this.stopped = true;
  }

  async send() {
    if (this.busy || this.stopped) {
      this.more = true;
      return;
    }
    this.busy = true;
    clearTimeout(this.timer);
    try {
      do {
        this.more = false;
        await navigator.locks.request(this.store.name, () => this.sendAll());
      } while (this.more && !this.failures);
    } finally {
      this.busy = false;
    }
    if (this.failures && !this.stopped) {
      const pause = Math.min(SLOWEST_MS, 500 * 2 ** this.failures);
      this.timer = setTimeout(() => this.send(), pause);
    }
  }

  async sendAll() {
    for (;;) {
      // Read anew under the lock: another page may have sent some of them meanwhile.
      const entries = await this.store.waiting(this.atOnce);
      if (!entries.length || this.stopped) return;
      const sent = await this.post(entries);
      if (!sent) return;
    }
  }

  async post(entries) {
    const answer = await this.fetched(entries);
    if (answer === null) return false;
    const byScan = Map.groupBy ? Map.groupBy(answer.answers, (one) => one.scan) : grouped(answer.answers);
    const answered = entries.filter((entry) => byScan.has(entry.id));
    for (const entry of answered) {
      entry.answers = byScan.get(entry.id);
      delete entry.waits;
    }
    await this.store.put(answered);
    this.failures = answered.length ? 0 : this.failures + 1;
    this.channel.postMessage("answered");
    this.told({ answered, panel: answer.panel, trouble: "" });
    return answered.length > 0;
  }

  async fetched(entries) {
    const body = JSON.stringify({ ledger: this.where.ledger, lang: this.where.lang, lot: this.where.lot(), scans: entries.map((one) => one.scan) });
    let trouble = "";
    try {
      const response = await fetch("/bench/scans", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const answer = response.headers.get("content-type")?.startsWith("application/json") ? await response.json() : {};
      if (response.ok) {
        this.atOnce = AT_ONCE;
        return answer;
      }
      trouble = answer.trouble || "";
      if (response.status === 413 && this.atOnce > 1) this.atOnce = Math.ceil(this.atOnce / 4);
    } catch {
      // The server is stopped, or the way to it: they wait.
    }
    this.failures += 1;
    this.told({ trouble, waiting: true });
    return null;
  }
}

function grouped(answers) {
  const found = new Map();
  for (const one of answers) found.set(one.scan, [...(found.get(one.scan) || []), one]);
  return found;
}
