// One sound for each sort of answer, told apart without looking; made here, no file is needed.

// Each: [hertz, start in s, length in s]
const TONES = {
  good: [[1320, 0, 0.07]],
  again: [[660, 0, 0.06], [660, 0.1, 0.06]],
  ask: [[523, 0, 0.1], [784, 0.12, 0.16]],
  bad: [[185, 0, 0.45]],
};
export const WORST_FIRST = ["bad", "ask", "again", "good"];

export class Sound {
  constructor(muted) {
    this.muted = muted;
  }

  play(name) {
    if (this.muted || !TONES[name]) return;
    this.context ||= new AudioContext();
    const begin = this.context.currentTime;
    for (const [hertz, start, length] of TONES[name]) {
      const tone = this.context.createOscillator();
      const volume = this.context.createGain();
      tone.frequency.value = hertz;
      tone.type = name === "bad" ? "square" : "sine";
      volume.gain.value = 0.25;
      tone.connect(volume).connect(this.context.destination);
      tone.start(begin + start);
      tone.stop(begin + start + length);
    }
  }
}
