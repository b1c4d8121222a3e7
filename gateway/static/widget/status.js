/**
 * The status line under the messages: reconnecting, or the assistant is typing. Empty when all is well.
 */

import { el } from "./dom.js";
import { words } from "./words.js";

// The service promises an answer of some kind within 30 s; after it the line would be a lie.
const TYPING_MS = 30_000;

export class StatusLine {
  node = el("div", { class: "status", role: "status" });
  #online = true;
  #typing = false;
  /** @type {number|undefined} */
  #timer;

  /** @param {boolean} online */
  setOnline(online) {
    this.#online = online;
    this.#show();
  }

  /** @param {boolean} typing */
  setTyping(typing) {
    window.clearTimeout(this.#timer);
    this.#typing = typing;
    if (typing) this.#timer = window.setTimeout(() => this.setTyping(false), TYPING_MS);
    this.#show();
  }

  #show() {
    const text = !this.#online ? words.reconnecting : this.#typing ? words.typing : "";
    // Writing the same words again would make screen readers say them again.
    if (this.node.dataset.text === text) return;
    this.node.dataset.text = text;
    this.node.classList.toggle("is-offline", !this.#online);
    this.node.replaceChildren(...(text ? [el("span", {}, text), ...(this.#online ? [dots()] : [])] : []));
  }
}

function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}
