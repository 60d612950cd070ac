// Scans of this browser, on its disk before they are sent: those that wait, and the last ones with their answers.

const KEPT = 300;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

export class Store {
  constructor(ledger) {
    this.name = `lifecycle-bench-${ledger}`;
    this.opening = this.open();
  }

  async open() {
    const request = indexedDB.open(this.name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("scans", { keyPath: "id" }).createIndex("waits", "waits");
    };
    const database = await asked(request);
    database.onversionchange = () => database.close();
    navigator.storage?.persist?.();
    await this.recover(database);
    return database;
  }

  // A scan is noted at once, without waiting, so that a page that is left in the midst of a burst loses nothing.
  note(entry) {
    try {
      localStorage.setItem(`${this.name}/${entry.id}`, JSON.stringify(entry));
    } catch {
      // The browser gives no such notes: the store itself is what counts.
    }
  }

  async recover(database) {
    const notes = Object.keys(localStorage).filter((key) => key.startsWith(`${this.name}/`));
    for (const key of notes) {
      const entry = JSON.parse(localStorage.getItem(key));
      const transaction = database.transaction("scans", "readwrite");
      const scans = transaction.objectStore("scans");
      if (!(await asked(scans.get(entry.id)))) scans.put(entry);
      await finished(transaction);
      localStorage.removeItem(key);
    }
  }

  async write(work) {
    const database = await this.opening;
    const transaction = database.transaction("scans", "readwrite", { durability: "strict" });
    work(transaction.objectStore("scans"));
    transaction.commit?.();
    await finished(transaction);
  }

  async add(entry) {
    this.note(entry);
    await this.write((scans) => scans.add(entry));
    localStorage.removeItem(`${this.name}/${entry.id}`);
  }

  async put(entries) {
    await this.write((scans) => entries.forEach((entry) => scans.put(entry)));
  }

  async read(work) {
    const database = await this.opening;
    return asked(work(database.transaction("scans").objectStore("scans")));
  }

  waiting(most) {
    return this.read((scans) => scans.index("waits").getAll(1, most));
  }

  countWaiting() {
    return this.read((scans) => scans.index("waits").count(1));
  }

  get(id) {
    return this.read((scans) => scans.get(id));
  }

  // The last scans, newest first; those long answered are let go.
  async recent(most) {
    const database = await this.opening;
    const transaction = database.transaction("scans", "readwrite");
    const found = [];
    let seen = 0;
    await new Promise((resolve, reject) => {
      const request = transaction.objectStore("scans").openCursor(null, "prev");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve();
        seen += 1;
        if (found.length < most) found.push(cursor.value);
        else if (seen > KEPT && !cursor.value.waits) cursor.delete();
        return cursor.continue();
      };
    });
    return found;
  }
}
