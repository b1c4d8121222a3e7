/**
 * Speaks to screen readers. The one place that decides how.
 *
 * The message list has no aria-live of its own: NVDA and JAWS read whole lists again when items move. Instead each new
 * message is put once into a polite region and taken out again, so that nobody meets it twice when reading the page.
 * Both regions live outside the panel, so that messages are heard while it is closed.
 */

import { el } from "./dom.js";

const KEEP_MS = 7_000;

export class Announcer {
  #polite = el("div", { class: "visually-hidden", "aria-live": "polite", "aria-relevant": "additions" });
  #alert = el("div", { class: "visually-hidden", role: "alert" });

  get nodes() {
    return [this.#polite, this.#alert];
  }

  /** @param {string} sentence */
  say(sentence) {
    this.#put(this.#polite, sentence);
  }

  /**
   * Interrupts. For a message that was not sent, and nothing else.
   * @param {string} sentence
   */
  alert(sentence) {
    this.#put(this.#alert, sentence);
  }

  /** @param {HTMLElement} region @param {string} sentence */
  #put(region, sentence) {
    const line = el("p", {}, sentence);
    region.append(line);
    window.setTimeout(() => line.remove(), KEEP_MS);
  }
}
