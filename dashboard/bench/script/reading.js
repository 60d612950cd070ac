// What is typed, scanned or pasted into the field: pure rules, without a page.

let counter = 0;
let lastMoment = 0;

// A UUIDv7 (RFC 9562): 48 bits of Unix time, then a count within the millisecond, then chance. Sorted, they are in order.
export function uuid7(now = Date.now()) {
  const moment = Math.max(now, lastMoment);
  counter = moment === lastMoment ? counter + 1 : 0;
  if (counter > 0xfff) return uuid7(moment + 1);
  lastMoment = moment;
  const chance = crypto.getRandomValues(new Uint8Array(8));
  chance[0] = (chance[0] & 0x3f) | 0x80;
  const time = moment.toString(16).padStart(12, "0");
  const rest = Array.from(chance, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const count = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

// Several codes pasted at once: one a line, or apart by tabs or semicolons.
export function partsOf(pasted) {
  return pasted.split(/[\r\n\t;]+/).map((part) => part.trim()).filter(Boolean);
}

// A mass as a scale or a person types it, also through a keyboard of another layout.
export function looksLikeMass(text) {
  const said = text.trim();
  if (!said || said.length > 14 || said.includes("/")) return false;
  return /^[\s\d.,;:&é"'(\-è_çà!@#$%^*)]+(k?g|gr|t)?$/i.test(said) && /[\d&é"'(è_çà!@#$%^*)]/i.test(said);
}

const QUICK_MS = 50;

// Tells a scanner, which types faster than any hand, from a person.
export class Pace {
  constructor() {
    this.forget();
  }

  forget() {
    this.first = 0;
    this.last = 0;
    this.count = 0;
  }

  key(now) {
    if (!this.count) this.first = now;
    this.last = now;
    this.count += 1;
  }

  isScanner(least = 6) {
    return this.count >= least && (this.last - this.first) / (this.count - 1) < QUICK_MS;
  }
}
