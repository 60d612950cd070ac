// The scan bench: the field is the page. Each scan is kept here first, then sent, then answered by the ledger.

import { Camera, canRead } from "./camera.js";
import { choice, panel, piece, typedField } from "./drawing.js";
import { Pace, looksLikeMass, partsOf, uuid7 } from "./reading.js";
import { Sender } from "./sender.js";
import { Sound, WORST_FIRST } from "./sound.js";
import { Store } from "./store.js";

const SHOWN = 40;
const ALONE_MS = 450;
const OPEN = new Set(["unknown", "choose", "foreign", "elsewhere", "disposed", "breach", "refused"]);
const PATIENCE_MS = 10000;
const GESTURE_MS = 1000;
const WRITES = "input, select, textarea, [contenteditable], [role=combobox], [role=textbox], [role=option]";
const PRESSES = "button, a, summary, [role=button], [role=switch]";
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

  // Streamlit takes the focus to itself when the server goes: where no person moved it, it comes back.
  keepFocus() {
    setTimeout(() => {
      const byHand = performance.now() - (this.moved ?? -Infinity) < GESTURE_MS;
      if (!byHand && !this.gone && location.pathname === this.path && !document.activeElement?.matches(`${WRITES}, ${PRESSES}`)) this.field.focus();
    });
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

  // --- what the page says ---------------------------------------------------------------------------------------

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

  catchStray(event) {
    if (event.key === "Tab") this.moved = performance.now();
    const active = document.activeElement;
    if (active?.matches(WRITES) || location.pathname !== this.path) return;
    // A button takes the space bar and Enter; signs on it, or on a dialog of Streamlit's, are the scanner's.
    const isSign = (event.key.length === 1 && event.key !== " ") || (event.key === "Enter" && !active?.matches(PRESSES));
    if (!isSign) return;
    // Between two drawings of the page there is no field to focus: the scanner does not wait for it.
    if (this.field.isConnected) this.field.focus();
    this.pressed(event);
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

  // --- scans ----------------------------------------------------------------------------------------------------

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

  scan(said) {
    const scan = {
      id: uuid7(),
      at: new Date().toISOString(),
      act: this.kept.act,
      organisation: this.data.organisation,
      lot: this.lot || null,
      presets: this.presets(),
      ...said,
    };
    const entry = { id: scan.id, scan, waits: 1 };
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

  // --- answers --------------------------------------------------------------------------------------------------

  heard({ answered = [], panel: told, trouble, waiting }) {
    for (const entry of answered) {
      const shown = this.entries.find((one) => one.id === entry.id);
      if (shown) Object.assign(shown, entry, { waits: undefined });
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
    return this.entries.find((one) => one.scan.act !== "undo" && !one.undone && one.answers?.some((answer) => answer.receipt));
  }

  undo(entry = this.undoable) {
    if (!entry) return;
    const done = entry.answers.filter((one) => one.receipt);
    entry.undone = true;
    this.store.put([entry]);
    this.scan({ act: "undo", text: done.map((one) => one.code).join(" ").slice(0, 200), voids: done.flatMap((one) => one.receipt.events) });
    this.field.focus();
  }

  mute() {
    this.sound.muted = !this.sound.muted;
    this.keep({ muted: this.sound.muted });
    this.drawSound();
    this.field.focus();
  }

  // --- counting a shelf -----------------------------------------------------------------------------------------

  get counted() {
    const codes = new Set();
    for (const entry of this.entries) {
      if (entry.scan.act === "count_done") break;
      if (entry.scan.act === "count") for (const one of entry.answers || []) if (one.counted) codes.add(one.code);
    }
    return [...codes];
  }

  // --- the field ------------------------------------------------------------------------------------------------

  pressed(event) {
    const now = performance.now();
    const text = this.field.value;
    clearTimeout(this.pause);
    if (event.key === "Enter" || (event.key === "Tab" && text && this.pace.isScanner())) {
      event.preventDefault();
      this.field.value = "";
      this.pace.forget();
      this.submit(text);
      return;
    }
    if (event.key === "Escape") {
      this.field.value = "";
      this.weighing = "";
      this.drawPrompt();
      return;
    }
    if (event.key.toLowerCase() === "z" && event.ctrlKey && !text) {
      event.preventDefault();
      this.undo();
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Written here and now: left to the browser, a sign is lost where the page is drawn anew before it comes.
    event.preventDefault();
    this.field.setRangeText(event.key, this.field.selectionStart, this.field.selectionEnd, "end");
    if (!text) this.pace.forget();
    this.pace.key(now);
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    this.pause = setTimeout(() => this.paused(text ? "" : digit?.[1]), ALONE_MS);
  }

  // A pause: one digit alone is a remedy; what a scanner typed without an end sign is a scan.
  paused(digit) {
    const text = this.field.value;
    if (digit && text.length === 1 && this.question) {
      this.field.value = "";
      this.remedy(Number(digit) - 1);
    } else if (text.length >= 8 && this.pace.isScanner(8)) {
      this.field.value = "";
      this.submit(text);
    }
  }

  pasted(event) {
    const parts = partsOf(event.clipboardData.getData("text"));
    if (parts.length < 2) return;
    event.preventDefault();
    this.field.value = "";
    parts.forEach((part) => this.submit(part));
  }

  // --- drawing --------------------------------------------------------------------------------------------------

  build() {
    const words = this.data.words;
    this.acts = piece("div", { class: "lcb-acts", role: "group", "aria-label": words.acts });
    this.prompt = piece("label", { for: "lcb-code" });
    this.field = piece("input", {
      id: "lcb-code", class: "lcb-code", autocomplete: "off", autocapitalize: "characters", autocorrect: "off", spellcheck: "false",
      enterkeyhint: "done", maxlength: 4000,
      onkeydown: (event) => this.pressed(event), onblur: () => this.keepFocus(), onpaste: (event) => this.pasted(event),
    });
    this.enter = piece("button", { type: "button", text: words.enter, onclick: () => { const said = this.field.value; this.field.value = ""; this.submit(said); this.field.focus(); } });
    this.badge = piece("span", { class: "lcb-badge", role: "status" });
    this.undoButton = piece("button", { type: "button", onclick: () => this.undo() });
    this.soundButton = piece("button", { type: "button", onclick: () => this.mute() });
    this.cameraButton = canRead() ? piece("button", { type: "button", text: words.camera, onclick: () => this.film() }) : null;
    this.video = piece("video", { playsinline: true, muted: true, hidden: true, "aria-label": words.camera });
    this.last = piece("div", { class: "lcb-last", role: "status", "aria-live": "polite" });
    this.trouble = piece("p", { class: "lcb-trouble", role: "alert" });
    this.settings = piece("div", { class: "lcb-settings", role: "group", "aria-label": words.settings });
    this.lotChoice = piece("div", {});
    this.inLot = piece("div", {});
    this.list = piece("ol", {});
    const line = piece("div", { class: "lcb-line" }, this.field, this.enter);
    const state = piece("div", { class: "lcb-state" }, this.badge, this.undoButton, this.soundButton, this.cameraButton);
    const left = piece("section", { class: "lcb-left", "aria-label": words.in_hand }, (this.leftTitle = piece("h2", { text: words.in_hand })), this.lotChoice, this.inLot, this.settings);
    const right = piece("section", { "aria-label": words.last }, piece("h2", { text: words.last }), this.list);
    this.root.replaceChildren(
      piece("div", { class: "lcb", lang: this.data.lang },
        this.acts, piece("div", { class: "lcb-scan" }, this.prompt, line), this.trouble, this.last, state, this.video,
        piece("div", { class: "lcb-both" }, left, right)),
    );
    this.drawActs();
    this.drawPrompt();
    this.drawSound();
    this.drawLast();
    this.drawBadge();
  }

  drawActs() {
    const button = (act) =>
      piece("button", { type: "button", "aria-pressed": String(act.id === this.kept.act), onclick: () => this.choose(act.id) },
        document.createTextNode(act.words), piece("kbd", { text: act.sign }));
    this.acts.replaceChildren(...this.data.acts.map(button));
  }

  drawPrompt() {
    const words = this.data.words;
    this.prompt.textContent = this.weighing ? words.mass_of.replace("{code}", this.weighing) : words.scan;
  }

  drawSound() {
    this.soundButton.replaceChildren(document.createTextNode(this.sound.muted ? this.data.words.sound_off : this.data.words.sound_on), piece("kbd", { text: "M" }));
    this.soundButton.setAttribute("aria-pressed", String(this.sound.muted));
  }

  drawSettings() {
    const { words, options, labels } = this.data;
    const write = (name) => (value) => {
      this.keep({ presets: { ...this.kept.presets, [name]: value } });
      this.trouble.textContent = this.sendTrouble || "";
      this.field.focus();
    };
    const value = (name) => this.kept.presets[name] ?? this.data.defaults[name] ?? "";
    const wanted = this.act.settings.map((name) =>
      options[name]
        ? choice(`lcb-${name}`, labels[name], options[name], value(name), write(name))
        : typedField(`lcb-${name}`, labels[name], value(name), write(name)));
    this.settings.replaceChildren(...wanted);
    this.settings.hidden = !wanted.length;
    const lot = choice("lcb-lot", words.choose_lot, options.lot, this.lot, (code) => { this.chooseLot(code); this.field.focus(); });
    this.lotChoice.replaceChildren(...(this.data.with_lots ? [lot] : []));
  }

  drawPanel() {
    const counting = this.kept.act === "count";
    const { words } = this.data;
    this.leftTitle.textContent = counting ? words.counted : this.data.with_lots ? words.in_hand : words.settings;
    if (!counting) {
      this.inLot.replaceChildren(...(this.data.with_lots ? panel(this.panel, words) : []));
      return;
    }
    const codes = this.counted;
    const finish = () => { this.scan({ act: "count_done", text: "", codes }); this.field.focus(); };
    this.inLot.replaceChildren(
      piece("p", { class: "lcb-mass", text: String(codes.length) }),
      piece("button", { type: "button", text: words.count_done, disabled: !codes.length, onclick: finish }),
    );
  }

  drawBadge() {
    const draw = (count) => {
      this.badge.dataset.waits = String(count);
      const { waiting_none, waiting_one, waiting_many } = this.data.words;
      this.badge.textContent = count === 0 ? waiting_none : (count === 1 ? waiting_one : waiting_many).replace("{count}", count);
    };
    this.store.countWaiting().then((count) => draw(count + this.adding));
    this.undoButton.disabled = !this.undoable;
    this.undoButton.replaceChildren(document.createTextNode(this.data.words.undo), piece("kbd", { text: "U" }));
  }

  // A burst is drawn once, not once a scan.
  drawSoon() {
    this.soon ||= requestAnimationFrame(() => {
      this.soon = 0;
      this.drawList();
      this.drawBadge();
    });
  }

  drawLast() {
    const entry = this.entries[0];
    const words = this.data.words;
    if (!entry) {
      this.last.replaceChildren(piece("p", { class: "lcb-quiet", text: words.first_scan }));
      return;
    }
    const asked = this.question;
    const answer = asked?.answer || entry.answers?.[entry.answers.length - 1];
    this.last.dataset.sound = answer?.sound || "";
    this.last.dataset.state = answer?.state || "waiting";
    if (!answer) {
      this.last.replaceChildren(piece("p", { class: "lcb-big" }, piece("span", { class: "lcb-sign", text: "…", "aria-hidden": "true" }), document.createTextNode(` ${entry.scan.text} — ${words.sent}`)));
      return;
    }
    const big = piece("p", { class: "lcb-big" }, piece("span", { class: "lcb-sign", text: answer.sign, "aria-hidden": "true" }), document.createTextNode(` ${answer.word} — ${answer.title}`));
    const more = [answer.code, ...answer.details, answer.keyboard].filter(Boolean).join(" · ");
    const parts = [big, piece("p", { class: "lcb-quiet", text: more })];
    if (asked) {
      const keys = answer.remedies.slice(0, 9).map((one, place) =>
        piece("button", { type: "button", onclick: () => this.remedy(place, asked) }, document.createTextNode(one.words), piece("kbd", { text: String(place + 1) })));
      parts.push(piece("div", { class: "lcb-remedies", role: "group", "aria-label": words.remedies }, ...keys));
    }
    this.last.replaceChildren(...parts);
  }

  drawList() {
    const rows = this.entries.slice(0, SHOWN).flatMap((entry) => this.rowsOf(entry));
    this.list.replaceChildren(...rows);
  }

  rowsOf(entry) {
    const when = new Date(entry.scan.at).toLocaleTimeString(this.data.lang);
    const shown = entry.answers || [{ state: "waiting", sign: "…", word: this.data.words.waits, code: entry.scan.text, title: "", details: [] }];
    return shown.map((one) =>
      piece("li", { "data-state": one.state, class: entry.undone ? "lcb-undone" : "" },
        piece("span", { class: "lcb-sign", text: one.sign, "aria-hidden": "true" }),
        piece("div", {},
          piece("p", { class: "lcb-what", text: `${one.code} — ${one.title || one.word}` }),
          piece("p", { class: "lcb-more", text: [one.word, ...one.details, one.receipt?.words].filter(Boolean).join(" · ") })),
        piece("span", { class: "lcb-when", text: when })));
  }

  async film() {
    if (this.camera) {
      this.camera.stop();
      this.camera = null;
      this.video.hidden = true;
      this.cameraButton.textContent = this.data.words.camera;
      return;
    }
    if (document.featurePolicy && !document.featurePolicy.allowsFeature("camera")) {
      // The browser came here from another page of ours, which may not ask for the camera: load this one as itself.
      sessionStorage.setItem("lcb-film", "1");
      location.reload();
      return;
    }
    const camera = new Camera(this.video, (text) => this.submit(text));
    try {
      this.video.hidden = false;
      await camera.start();
      this.camera = camera;
      this.cameraButton.textContent = this.data.words.camera_off;
    } catch {
      camera.stop();
      this.video.hidden = true;
      this.trouble.textContent = this.data.words.no_camera;
    }
    this.field.focus();
  }
}

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
