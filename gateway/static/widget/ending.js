/**
 * "End chat": asks once, in its own place, before the chat is gone from this browser.
 */

import { el } from "./dom.js";
import { words } from "./words.js";

export class Ending {
  node = el("span", { class: "ending" });
  #end;

  /** @param {() => Promise<void>} end */
  constructor(end) {
    this.#end = end;
    this.#offer(false);
  }

  /** @param {boolean} focus */
  #offer(focus) {
    const offer = el("button", { type: "button", class: "link", onclick: () => this.#ask() }, words.end);
    this.node.replaceChildren(offer);
    if (focus) offer.focus();
  }

  #ask() {
    const yes = el("button", { type: "button", class: "link", onclick: () => this.#finish() }, words.endYes);
    const no = el("button", { type: "button", class: "link", onclick: () => this.#offer(true) }, words.endNo);
    this.node.replaceChildren(el("span", { role: "status" }, words.endSure), " ", yes, " ", no);
    yes.focus();
  }

  async #finish() {
    await this.#end();
    this.#offer(false);
  }
}
