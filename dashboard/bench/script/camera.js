// Codes before the camera, read by the browser itself; no picture leaves this computer, none is kept.

const PAUSE_MS = 150;
const SAME_MS = 3000;

export const canRead = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

export class Camera {
  constructor(video, found) {
    this.video = video;
    this.found = found;
    this.seen = new Map();
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.video.srcObject = this.stream;
    await this.video.play();
    const known = await BarcodeDetector.getSupportedFormats();
    const formats = ["qr_code", "code_128", "code_39", "data_matrix", "ean_13"].filter((one) => known.includes(one));
    this.detector = new BarcodeDetector({ formats });
    this.look();
  }

  async look() {
    if (!this.stream) return;
    for (const one of await this.detector.detect(this.video).catch(() => [])) {
      const now = Date.now();
      if (now - (this.seen.get(one.rawValue) || 0) > SAME_MS) this.found(one.rawValue);
      this.seen.set(one.rawValue, now);
    }
    this.timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }
}
