/**
 * Opening and closing: the opener button and the dialog. Beside the page on a desktop (the page stays usable), over it
 * on a phone (the page is inert). Focus goes in on opening and back to the opener on closing, and never moves by itself.
 */

import { el } from "./dom.js";
import { unreadSentence, words } from "./words.js";

// Also true at 400% zoom on a desktop, where there is no room beside anything either.
const SMALL = window.matchMedia("(max-width: 40rem), (max-height: 30rem)");

export class Panel extends EventTarget {
  #unread = el("span", { class: "unread", hidden: true });
  #count = el("span", { "aria-hidden": "true" });
  #countWords = el("span", { class: "visually-hidden" });

  /** @param {Node[]} content */
  constructor(content) {
    super();
    this.#unread.append(this.#count, this.#countWords);
    this.opener = el(
      "button",
      {
        type: "button",
        class: "opener",
        "aria-expanded": "false",
        "aria-controls": "panel",
        onclick: () => (this.isOpen ? this.close() : this.open()),
      },
      el("span", { class: "bubble-icon", "aria-hidden": "true" }),
      el("span", { class: "opener-text" }, words.opener),
      this.#unread,
    );
    this.dialog = el("dialog", { id: "panel", class: "panel", "aria-labelledby": "title" }, ...content);
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
    // The Back gesture of a phone and assistive technology ask a modal dialog to close by this event.
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    SMALL.addEventListener("change", () => this.#changeSize());
  }

  get isOpen() {
    return this.dialog.open;
  }

  open() {
    if (this.isOpen) return;
    this.#show();
    this.opener.setAttribute("aria-expanded", "true");
    this.dispatchEvent(new Event("open"));
  }

  close() {
    this.dialog.close();
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus();
    this.dispatchEvent(new Event("close"));
  }

  /** @param {number} count */
  setUnread(count) {
    this.#count.textContent = String(count);
    this.#countWords.textContent = ` ${unreadSentence(count)}`;
    this.#unread.hidden = count === 0;
  }

  static get isSmall() {
    return SMALL.matches;
  }

  #show() {
    if (SMALL.matches) this.dialog.showModal();
    else this.dialog.show();
  }

  /** A turned phone or a resized window must not leave the wrong kind of dialog behind. */
  #changeSize() {
    if (!this.isOpen) return;
    const root = /** @type {ShadowRoot} */ (this.dialog.getRootNode());
    const focused = root.activeElement;
    this.dialog.close();
    this.#show();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
