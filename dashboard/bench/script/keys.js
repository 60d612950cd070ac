// Keys of the bench: a scanner is a keyboard that waits for nobody.

import { partsOf } from "./reading.js";

const ALONE_MS = 450;
const GESTURE_MS = 1000;
const WRITES = "input, select, textarea, [contenteditable], [role=combobox], [role=textbox], [role=option]";
const PRESSES = "button, a, summary, [role=button], [role=switch]";

export const keys = {
  // Streamlit takes the focus to itself when the server goes: where no person moved it, it comes back.
  keepFocus() {
    setTimeout(() => {
      const byHand = performance.now() - (this.moved ?? -Infinity) < GESTURE_MS;
      if (!byHand && !this.gone && location.pathname === this.path && !document.activeElement?.matches(`${WRITES}, ${PRESSES}`)) this.field.focus();
    });
  },

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
  },

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
  },

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
  },

  pasted(event) {
    const parts = partsOf(event.clipboardData.getData("text"));
    if (parts.length < 2) return;
    event.preventDefault();
    this.field.value = "";
    parts.forEach((part) => this.submit(part));
  },
};
