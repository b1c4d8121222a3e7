/**
 * The texts on the phone's screen. Follows new ones only if the reader was at the end.
 */

import { el, hidden } from "../widget/dom.js";
import { linkify } from "../widget/linkify.js";
import { countSegments } from "./segments.js";

/** @typedef {import("./api.js").Text} Text */

const CLOCK = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
const NEAR_END_PX = 60;

export class SmsThread {
  #list;
  #shown = "";
  #known = new Set();
  #first = true;

  /** @param {HTMLOListElement} list */
  constructor(list) {
    this.#list = list;
  }

  clear() {
    this.#list.replaceChildren();
    this.#shown = "";
    this.#known.clear();
    this.#first = true;
  }

  /**
   * @param {Text[]} texts
   * @returns {Text[]} those from the landlord that were not here at the last look; none at the first
   */
  show(texts) {
    const fresh = texts.filter(({ direction, sid }) => direction === "out" && !this.#known.has(sid));
    const news = this.#first ? [] : fresh;
    texts.forEach(({ sid }) => this.#known.add(sid));
    const now = JSON.stringify(texts);
    if (now !== this.#shown) this.#draw(texts);
    this.#shown = now;
    this.#first = false;
    return news;
  }

  toEnd() {
    const screen = this.#screen;
    screen.scrollTop = screen.scrollHeight;
  }

  /** @param {Text[]} texts */
  #draw(texts) {
    const { scrollTop, clientHeight, scrollHeight } = this.#screen;
    const follow = this.#first || scrollTop + clientHeight > scrollHeight - NEAR_END_PX;
    this.#list.replaceChildren(...texts.map(row));
    if (follow) this.toEnd();
  }

  get #screen() {
    return /** @type {HTMLElement} */ (this.#list.parentElement);
  }
}

/** @param {Text} text */
function row({ direction, body, status, at }) {
  const incoming = direction === "out";
  const { segments } = countSegments(body);
  const details = [
    CLOCK.format(new Date(at)),
    status,
    `${segments} ${segments === 1 ? "segment" : "segments"}`,
  ].filter(Boolean);
  return el(
    "li",
    { class: incoming ? "text is-incoming" : "text" },
    hidden(incoming ? "Landlord: " : "You: "),
    el("p", { class: "bubble" }, ...linkify(body)),
    el("p", { class: "details" }, details.join(", ")),
  );
}
