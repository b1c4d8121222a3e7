/**
 * The list of messages. Draws each message once, in the server's order, with unsent ones at the end and the open
 * question's answers under the last message. Follows new messages only if the reader was at the end.
 */

import { el } from "./dom.js";
import { dayName, messageItem, unsentItem } from "./message.js";
import { closedChoices, openChoices } from "./quick-replies.js";
import { linkify } from "./linkify.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Unsent} Unsent */

const NEAR_END_PX = 80;

export class Thread {
  #list = el("ol", { class: "messages" });
  #unsent = el("ol", { class: "messages", "aria-label": "Not sent yet", hidden: true });
  /** @type {Message[]} */
  #messages = [];
  /** @type {string|null} */
  #unsentAnswer = null;
  #waiting = el("p", { class: "waiting" });
  #choose;

  /** @param {(reply: import("./types.js").QuickReply) => void} choose */
  constructor(choose) {
    this.#choose = choose;
    // Focusable, because a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    this.node = el(
      "div",
      { class: "log", role: "group", "aria-label": words.log, tabindex: "0" },
      el(
        "div",
        { class: "welcome" },
        el("p", {}, words.welcome),
        el("p", { class: "danger" }, ...linkify(words.danger)),
      ),
      this.#list,
      this.#unsent,
      this.#waiting,
    );
    // A longer status or a phone's keyboard makes the list lower; the last message must not slip out of sight.
    let atEnd = true;
    this.node.addEventListener("scroll", () => (atEnd = this.#atEnd));
    new ResizeObserver(() => atEnd && this.toEnd()).observe(this.node);
  }

  /** @param {Message[]} messages  Not shown before; in any order. */
  add(messages) {
    const follow = this.#atEnd || messages.some(({ author }) => author.kind === "tenant");
    this.#messages = [...this.#messages, ...messages].sort((one, other) => one.seq - other.seq);
    this.#draw();
    if (follow) this.toEnd();
  }

  clear() {
    this.#messages = [];
    this.#drawn.clear();
    this.#draw();
  }

  /**
   * @param {Unsent[]} items
   * @param {{retry: (id: string) => void, discard: (id: string) => void}} on
   */
  showUnsent(items, on) {
    const rows = items.map((item) =>
      unsentItem(item, { retry: () => on.retry(item.client_id), discard: () => on.discard(item.client_id) }),
    );
    this.#unsent.replaceChildren(...rows);
    this.#unsent.hidden = rows.length === 0;
    this.#unsentAnswer = items[0]?.text ?? null;
    this.#draw();
    if (rows.length) this.toEnd();
  }

  /** @param {string} note */
  showWaiting(note) {
    if (this.#waiting.textContent === note) return;
    const follow = this.#atEnd;
    this.#waiting.textContent = note;
    if (follow) this.toEnd();
  }

  /** The pressed button is gone: the focus goes to the text in its place, from where Tab reaches the next answers. */
  focusAnswered() {
    const answered = /** @type {HTMLElement|null} */ ([...this.#list.querySelectorAll(".is-closed")].at(-1) ?? null);
    answered?.focus({ preventScroll: true });
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    // Where the whole panel scrolls (a very low screen), the line above did nothing.
    if (this.node.scrollHeight > this.node.clientHeight) return;
    (this.#unsent.lastElementChild ?? this.#list.lastElementChild)?.scrollIntoView({ block: "nearest" });
  }

  get #atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.node;
    return scrollTop + clientHeight > scrollHeight - NEAR_END_PX;
  }

  /** Reuses nodes that are already right, so that a selection or the focus inside old messages survives. */
  #draw() {
    const wanted = this.#messages.flatMap((message, index) => [
      ...this.#dayLine(index),
      this.#item(message, this.#answerTo(index)),
    ]);
    const { children } = this.#list;
    const keep = new Set(/** @type {Element[]} */ (wanted));
    for (const node of Array.from(children)) if (!keep.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (children[index] !== node) this.#list.insertBefore(node, children[index] ?? null);
    });
  }

  /** @type {Map<string, HTMLElement>} */
  #drawn = new Map();

  /** @param {Message} message @param {string|null} answer */
  #item(message, answer) {
    const replies = message.quick_replies ?? [];
    const key = `${message.id} ${replies.length ? answer : ""}`;
    let item = this.#drawn.get(key);
    if (!item) {
      item = messageItem(message);
      if (replies.length) {
        item.append(answer === null ? openChoices(replies, this.#choose) : closedChoices(replies, answer));
      }
      this.#drawn.set(key, item);
    }
    return item;
  }

  /**
   * What was said after a question, "" when the service itself went on, null while it is open.
   * @param {number} index
   */
  #answerTo(index) {
    const later = this.#messages.slice(index + 1);
    const answer = later.find(({ author }) => author.kind === "tenant");
    if (answer) return answer.text;
    if (later.some(({ quick_replies }) => quick_replies?.length)) return "";
    return this.#unsentAnswer;
  }

  /** @param {number} index */
  #dayLine(index) {
    const today = new Date();
    const name = dayName(this.#messages[index].sent_at, today);
    if (index > 0 && name === dayName(this.#messages[index - 1].sent_at, today)) return [];
    let line = this.#drawn.get(name);
    if (!line) {
      line = el("li", { class: "day" }, name);
      this.#drawn.set(name, line);
    }
    return [line];
  }
}
