// What the bench shows: buttons, the field, what was answered last, the lot in hand, the last scans.

import { Camera, canRead } from "./camera.js";
import { choice, panel, piece, typedField } from "./drawing.js";

export const SHOWN = 40;

export const views = {
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
  },

  drawActs() {
    const button = (act) =>
      piece("button", { type: "button", "aria-pressed": String(act.id === this.kept.act), onclick: () => this.choose(act.id) },
        document.createTextNode(act.words), piece("kbd", { text: act.sign }));
    this.acts.replaceChildren(...this.data.acts.map(button));
  },

  drawPrompt() {
    const words = this.data.words;
    this.prompt.textContent = this.weighing ? words.mass_of.replace("{code}", this.weighing) : words.scan;
  },

  drawSound() {
    this.soundButton.replaceChildren(document.createTextNode(this.sound.muted ? this.data.words.sound_off : this.data.words.sound_on), piece("kbd", { text: "M" }));
    this.soundButton.setAttribute("aria-pressed", String(this.sound.muted));
  },

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
  },

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
  },

  drawBadge() {
    const draw = (count) => {
      this.badge.dataset.waits = String(count);
      const { waiting_none, waiting_one, waiting_many } = this.data.words;
      this.badge.textContent = count === 0 ? waiting_none : (count === 1 ? waiting_one : waiting_many).replace("{count}", count);
    };
    this.store.countWaiting().then((count) => draw(count + this.adding));
    this.undoButton.disabled = !this.undoable;
    this.undoButton.replaceChildren(document.createTextNode(this.data.words.undo), piece("kbd", { text: "U" }));
  },

  // A burst is drawn once, not once a scan.
  drawSoon() {
    this.soon ||= requestAnimationFrame(() => {
      this.soon = 0;
      this.drawList();
      this.drawBadge();
    });
  },

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
    const more = [answer.title.includes(answer.code) ? "" : answer.code, ...answer.details, answer.keyboard].filter(Boolean).join(" · ");
    const parts = [big, piece("p", { class: "lcb-quiet", text: more })];
    if (asked) {
      const keys = answer.remedies.slice(0, 9).map((one, place) =>
        piece("button", { type: "button", onclick: () => this.remedy(place, asked) }, document.createTextNode(one.words), piece("kbd", { text: String(place + 1) })));
      parts.push(piece("div", { class: "lcb-remedies", role: "group", "aria-label": words.remedies }, ...keys));
    }
    this.last.replaceChildren(...parts);
  },

  drawList() {
    const rows = this.entries.slice(0, SHOWN).flatMap((entry) => this.rowsOf(entry));
    this.list.replaceChildren(...rows);
  },

  rowsOf(entry) {
    const when = new Date(entry.scan.at).toLocaleTimeString(this.data.lang);
    const shown = entry.answers || [{ state: "waiting", sign: "…", word: this.data.words.waits, code: entry.scan.text, title: "", details: [] }];
    return shown.map((one) =>
      piece("li", { "data-state": one.state, class: entry.undone ? "lcb-undone" : "" },
        piece("span", { class: "lcb-sign", text: one.sign, "aria-hidden": "true" }),
        piece("div", {},
          piece("p", { class: "lcb-what", text: one.code && !one.title.includes(one.code) ? `${one.code} — ${one.title || one.word}` : one.title }),
          piece("p", { class: "lcb-more", text: [one.word, ...one.details, one.receipt?.words].filter(Boolean).join(" · ") })),
        piece("span", { class: "lcb-when", text: when })));
  },

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
  },
};
