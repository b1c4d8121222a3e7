/**
 * The box to type in. Enter sends, Shift+Enter makes a new line. Too long a text is never cut: the person is told by
 * how much and sends when it fits. The draft outlives a reload.
 */

import { el } from "./dom.js";
import { tabMemory } from "./storage.js";
import { countSentence, words } from "./words.js";

const MAX_CHARACTERS = 1600;
const SHOW_COUNT_FROM = 1400;
const COUNT_PAUSE_MS = 1_000;
const DRAFT = "draft";

export class Composer {
  #box = el("textarea", {
    id: "text",
    rows: "1",
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "count",
    oninput: () => this.#typed(),
    onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
  });
  #count = el("p", { id: "count", class: "count" });
  // Apart from the visible count: spoken only when typing pauses, or every key would be read out.
  #spokenCount = el("div", { class: "visually-hidden", "aria-live": "polite" });
  #send;
  /** @type {number|undefined} */
  #pause;

  /** @param {(text: string) => void} send */
  constructor(send) {
    this.#send = send;
    this.node = el(
      "form",
      { class: "composer", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      el("label", { for: "text" }, words.label),
      el("div", { class: "row" }, this.#box, el("button", { type: "submit", class: "send" }, words.send)),
      this.#count,
      this.#spokenCount,
    );
    this.#box.value = tabMemory.get(DRAFT) ?? "";
  }

  focus() {
    this.#box.focus({ preventScroll: true });
    this.#fit();
  }

  clear() {
    this.#box.value = "";
    this.#typed();
  }

  get #left() {
    // Code points, as the server counts them; .length would count an emoji as two.
    return MAX_CHARACTERS - [...this.#box.value].length;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text) this.#explain(words.empty);
    else if (this.#left < 0) this.#explain(countSentence(this.#left));
    else {
      this.#box.value = "";
      this.#typed();
      this.#send(text);
    }
    this.focus();
  }

  /** @param {string} problem */
  #explain(problem) {
    this.#count.textContent = problem;
    this.#box.setAttribute("aria-invalid", "true");
    this.#spokenCount.textContent = problem;
  }

  #typed() {
    const left = this.#left;
    const near = left <= MAX_CHARACTERS - SHOW_COUNT_FROM;
    this.#count.textContent = near ? countSentence(left) : "";
    this.#count.classList.toggle("is-over", left < 0);
    if (left < 0) this.#box.setAttribute("aria-invalid", "true");
    else this.#box.removeAttribute("aria-invalid");
    window.clearTimeout(this.#pause);
    this.#pause = window.setTimeout(() => {
      this.#spokenCount.textContent = this.#count.textContent;
    }, COUNT_PAUSE_MS);
    tabMemory.set(DRAFT, this.#box.value || null);
    this.#fit();
  }

  #fit() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method composes a word, Enter picks the word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }
}
