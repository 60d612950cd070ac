// The scan bench: the field is the page. Each scan is kept here first, then sent, then answered by the ledger.

import { piece } from "./drawing.js";
import { keys } from "./keys.js";
import { Pace, looksLikeMass, uuid7 } from "./reading.js";
import { Sender } from "./sender.js";
import { Sound, WORST_FIRST } from "./sound.js";
import { Store } from "./store.js";
import { SHOWN, views } from "./views.js";

const OPEN = new Set(["unknown", "choose", "foreign", "elsewhere", "disposed", "breach", "refused"]);
const PATIENCE_MS = 10000;
let standing = null;

class Bench {
  constructor(data, tell) {
    this.root = piece("div", {});
    this.path = location.pathname;
    this.tell = tell;
    this.data = data;
    this.pace = new Pace();
    this.key = `lifecycle-bench/${data.ledger}/${data.organisation}`;
    this.kept = { act: data.acts[0].id, muted: false, presets: {}, ...JSON.parse(localStorage.getItem(this.key) || "{}") };
    if (!data.acts.some((act) => act.id === this.kept.act)) this.kept.act = data.acts[0].id;
    this.lot = data.lot;
    this.sound = new Sound(this.kept.muted);
    this.entries = [];
    this.unkept = [];
    this.adding = 0; // scans of this page that are not on the disk yet
    this.offered = new Set();
    this.store = new Store(data.ledger);
    const where = { ledger: data.ledger, lang: data.lang, lot: () => this.lot };
    this.sender = new Sender(this.store, where, (news) => this.heard(news));
    this.build();
    this.take(data);
    this.refresh();
    this.sender.send();
    // A key that is pressed while nothing else has the focus is the scanner's.
    this.stray = (event) => this.catchStray(event);
    this.gesture = () => { this.moved = performance.now(); };
    window.addEventListener("keydown", this.stray, true);
    document.addEventListener("pointerdown", this.gesture, true);
  }

  // Streamlit draws its page anew when the server is back, and when it likes: the bench itself, what is half typed in
  // it and what waits stay as they are, and only move.
  stand(where) {
    clearTimeout(this.leaving);
    if (this.root.parentElement === where) return;
    where.replaceChildren(this.root);
    if (!document.activeElement || document.activeElement === document.body) this.field.focus();
    if (this.cameraButton && sessionStorage.getItem("lcb-film")) {
      sessionStorage.removeItem("lcb-film");
      this.film();
    }
  }

  leave() {
    this.gone = true;
    window.removeEventListener("keydown", this.stray, true);
    document.removeEventListener("pointerdown", this.gesture, true);
    this.sender.stop();
    this.camera?.stop();
  }

  // --- what the page says ----------------------------------------------------------------------------------------------

  take(data) {
    const before = this.data;
    this.data = data;
    if (data.lot !== before.lot) this.lot = data.lot;
    if (data.panel) this.panel = data.panel;
    for (const one of data.offered) {
      if (!this.offered.has(one.key)) {
        this.offered.add(one.key);
        this.submit(one.text);
      }
    }
    this.drawSettings();
    this.drawPanel();
  }

  keep(changes) {
    Object.assign(this.kept, changes);
    localStorage.setItem(this.key, JSON.stringify(this.kept));
  }

  get act() {
    return this.data.acts.find((act) => act.id === this.kept.act);
  }

  choose(act) {
    this.keep({ act });
    this.weighing = "";
    this.drawActs();
    this.drawPrompt();
    this.drawSettings();
    this.drawPanel();
    this.field.focus();
  }

  chooseLot(lot) {
    this.lot = lot;
    this.panel = null;
    this.drawSettings();
    this.drawPanel();
    this.tell("lot", lot);
  }

  // --- scans -----------------------------------------------------------------------------------------------------------

  submit(text) {
    const said = text.trim();
    if (!said) return;
    if (said.length === 1 && this.command(said)) return;
    const known = this.data.options.lot.find(([code]) => code === said.toUpperCase());
    // At once, without waiting for an answer: what is scanned next goes into this lot.
    if (known && known[0]) {
      this.chooseLot(known[0]);
      return;
    }
    if (this.kept.act === "weigh") this.weigh(said);
    else this.scan({ text: said });
  }

  command(sign) {
    const wanted = sign.toUpperCase();
    const act = this.data.acts.find((one) => one.sign === wanted);
    if (/[1-9]/.test(sign)) this.remedy(Number(sign) - 1);
    else if (wanted === "U") this.undo();
    else if (wanted === "M") this.mute();
    else if (act) this.choose(act.id);
    else return false;
    return true;
  }

  weigh(said) {
    if (this.weighing && looksLikeMass(said)) {
      const text = this.weighing;
      this.weighing = "";
      this.scan({ text, mass: said });
    } else {
      this.weighing = said;
    }
    this.drawPrompt();
  }

  scan(said, more = {}) {
    const scan = {
      id: uuid7(),
      at: new Date().toISOString(),
      act: this.kept.act,
      organisation: this.data.organisation,
      lot: this.lot || null,
      presets: this.presets(),
      ...said,
    };
    const entry = { id: scan.id, scan, waits: 1, ...more };
    this.entries.unshift(entry);
    this.drawLast();
    this.drawSoon();
    this.adding += 1;
    this.store.add(entry).then(
      () => {
        this.adding -= 1;
        this.sender.send();
      },
      (fault) => this.unkeepable(entry, fault),
    );
    return entry;
  }

  presets() {
    const chosen = {};
    for (const name of this.data.presets) {
      const value = this.kept.presets[name] ?? this.data.defaults[name];
      if (value) chosen[name] = value;
    }
    return chosen;
  }

  // The disk of this browser is full or closed to us: the scan is held in this page, and the person told at once.
  unkeepable(entry, fault) {
    this.unkept.push(entry);
    this.sound.play("bad");
    const words = fault?.name === "QuotaExceededError" ? this.data.words.full : this.data.words.no_store;
    this.trouble.textContent = words.replace("{count}", this.unkept.length);
    this.drawBadge();
    this.retry ||= setInterval(() => this.keepAgain(), 2000);
  }

  async keepAgain() {
    while (this.unkept.length) {
      try {
        await this.store.add(this.unkept[0]);
      } catch {
        return;
      }
      this.unkept.shift();
      this.adding -= 1;
    }
    clearInterval(this.retry);
    this.retry = 0;
    this.trouble.textContent = "";
    this.sender.send();
  }

  // --- answers ---------------------------------------------------------------------------------------------------------

  heard({ answered = [], panel: told, trouble, waiting }) {
    for (const entry of answered) {
      const shown = this.entries.find((one) => one.id === entry.id);
      if (shown) Object.assign(shown, entry, { waits: undefined });
      if (entry.takesBack && entry.answers[0].state !== "undone") this.stands(entry.takesBack);
      for (const answer of entry.answers) if (answer.lot && answer.lot !== this.lot) this.chooseLot(answer.lot);
    }
    if (told !== undefined && (told === null || told.code === this.lot)) this.panel = told;
    if (answered.length) {
      const sounds = new Set(answered.flatMap((entry) => entry.answers.map((one) => one.sound)));
      this.sound.play(WORST_FIRST.find((name) => sounds.has(name)));
    }
    this.sendTrouble = trouble || (waiting ? this.data.words.stopped : "");
    if (!this.unkept.length) this.trouble.textContent = this.sendTrouble;
    this.drawPanel();
    this.refresh();
  }

  async refresh() {
    const mine = new Map(this.entries.filter((one) => one.waits).map((one) => [one.id, one]));
    const kept = await this.store.recent(SHOWN);
    const known = new Set(kept.map((one) => one.id));
    this.entries = [...[...mine.values()].filter((one) => !known.has(one.id)), ...kept]
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .slice(0, Math.max(SHOWN, mine.size));
    this.drawLast();
    this.drawList();
    this.drawBadge();
  }

  get question() {
    const entry = this.entries[0];
    if (!entry?.answers || entry.resolved) return null;
    const answer = entry.answers.find((one) => one.remedies.length && OPEN.has(one.state)) || entry.answers.find((one) => one.remedies.length);
    return answer ? { entry, answer } : null;
  }

  remedy(place, asked = this.question) {
    const chosen = asked?.answer.remedies[place];
    if (!chosen) return;
    if (chosen.device) {
      window.open(`${this.data.device}${encodeURIComponent(chosen.device)}`, "_blank", "noopener");
      this.field.focus();
      return;
    }
    if (chosen.needs && !this.presets()[chosen.needs]) {
      this.trouble.textContent = this.data.words.needs_category;
      this.settings.querySelector(`#lcb-${chosen.needs}`)?.focus();
      return;
    }
    asked.entry.resolved = true;
    this.store.put([asked.entry]);
    const before = asked.entry.scan;
    this.scan({
      text: chosen.code || asked.answer.code || before.text,
      act: chosen.act || before.act,
      lot: before.lot || this.lot || null,
      ...(before.mass ? { mass: before.mass } : {}),
      ...(chosen.first ? { first: chosen.first } : {}),
      ...(chosen.reason ? { reason: chosen.reason } : {}),
    });
    this.trouble.textContent = "";
    this.field.focus();
  }

  get undoable() {
    return this.entries.find((one) => one.scan.act !== "undo" && one.scan.organisation === this.data.organisation && !one.undone && one.answers?.some((answer) => answer.receipt));
  }

  undo(entry = this.undoable) {
    if (!entry) return;
    const done = entry.answers.filter((one) => one.receipt);
    entry.undone = true;
    this.store.put([entry]);
    this.scan({ act: "undo", text: done.map((one) => one.code).join(" ").slice(0, 200), voids: done.flatMap((one) => one.receipt.events) }, { takesBack: entry.id });
    this.field.focus();
  }

  // What could not be taken back stands.
  async stands(id) {
    const entry = await this.store.get(id);
    if (!entry) return;
    delete entry.undone;
    await this.store.put([entry]);
    this.refresh();
  }

  mute() {
    this.sound.muted = !this.sound.muted;
    this.keep({ muted: this.sound.muted });
    this.drawSound();
    this.field.focus();
  }

  // --- counting a shelf ------------------------------------------------------------------------------------------------

  get counted() {
    const codes = new Set();
    for (const entry of this.entries) {
      if (entry.scan.act === "count_done") break;
      if (entry.scan.act === "count") for (const one of entry.answers || []) if (one.counted) codes.add(one.code);
    }
    return [...codes];
  }
}

Object.assign(Bench.prototype, keys, views);

export default function bench({ parentElement, data, setStateValue }) {
  const isOther = (name) => standing && standing.data[name] !== data[name];
  if (!standing || standing.gone || ["organisation", "ledger", "lang"].some(isOther)) {
    standing?.leave();
    standing = new Bench(data, setStateValue);
  } else {
    standing.tell = setStateValue;
    standing.take(data);
  }
  const one = standing;
  one.stand(parentElement.querySelector(".lcb-root"));
  return () => {
    one.leaving = setTimeout(() => {
      if (!one.root.isConnected) one.leave();
    }, PATIENCE_MS);
  };
}
