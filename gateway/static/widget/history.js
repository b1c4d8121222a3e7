/**
 * The messages of one conversation, each once, in the server's order.
 * Knows up to which number nothing is missing; fetching what is missing is sync.js's work.
 */

/** @typedef {import("./types.js").Message} Message */

export class History {
  /** @type {Map<number, Message>} */
  #bySeq = new Map();
  #complete = 0;

  /** The highest seq up to which every message is here. */
  get complete() {
    return this.#complete;
  }

  get hasGap() {
    return this.#bySeq.size > 0 && Math.max(...this.#bySeq.keys()) > this.#complete;
  }

  /**
   * @param {Message} message
   * @returns {boolean} false when it was here before
   */
  add(message) {
    if (this.#bySeq.has(message.seq)) return false;
    this.#bySeq.set(message.seq, message);
    while (this.#bySeq.has(this.#complete + 1)) this.#complete += 1;
    return true;
  }

  /**
   * The server has said that there is nothing else up to seq.
   * @param {number} seq
   */
  completeUpTo(seq) {
    this.#complete = Math.max(this.#complete, seq);
  }

  clear() {
    this.#bySeq.clear();
    this.#complete = 0;
  }
}
