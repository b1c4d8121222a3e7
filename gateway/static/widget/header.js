/**
 * The top of the panel: whose chat it is, who answers now, and the two ways to a person. These never scroll away and
 * never change place (WCAG 3.2.6).
 */

import { el } from "./dom.js";
import { presence, waitingNote, words } from "./words.js";

/** @typedef {import("./types.js").ChatState} ChatState */

// A queue that moves is news at most once a minute; more would drown the messages for a screen reader.
const QUEUE_NEWS_MS = 60_000;

export class Header {
  #presence = el("p", { class: "presence" });
  #phone = el("span", { class: "phone" });
  /** @type {ChatState|null} */
  #state = null;
  #saidAt = 0;
  #say;

  /**
   * @param {string} name  The landlord's, may be empty.
   * @param {string} phone
   * @param {{close: () => void, person: () => void, say: (sentence: string) => void}} on
   */
  constructor(name, phone, on) {
    this.#say = on.say;
    this.nodes = [
      el(
        "header",
        { class: "head" },
        el("h2", { id: "title" }, name || words.opener),
        el(
          "button",
          { type: "button", class: "close", onclick: on.close },
          el("span", { class: "cross", "aria-hidden": "true" }),
          el("span", { class: "visually-hidden" }, words.close),
        ),
        this.#presence,
      ),
      el(
        "div",
        { class: "help" },
        el("button", { type: "button", class: "person", onclick: on.person }, words.person),
        this.#phone,
      ),
    ];
    this.#showPhone(phone);
  }

  /** @param {ChatState} state */
  show(state) {
    const before = this.#state;
    this.#state = state;
    this.#showPhone(state.phone ?? "");
    const sentence = presence(state);
    if (this.#presence.textContent === sentence) return;
    this.#presence.textContent = sentence;
    const newOwner = before !== null && (before.owner !== state.owner || before.officer !== state.officer);
    const queueNews = state.owner === "waiting" && before !== null && Date.now() - this.#saidAt > QUEUE_NEWS_MS;
    if (!newOwner && !queueNews) return;
    this.#saidAt = Date.now();
    this.#say(`${sentence} ${waitingNote(state)}`.trim());
  }

  /** @param {string} phone */
  #showPhone(phone) {
    if (!phone || this.#phone.dataset.number === phone) return;
    this.#phone.dataset.number = phone;
    this.#phone.replaceChildren(
      `${words.call} `,
      el("a", { href: `tel:${phone.replaceAll(" ", "")}` }, phone),
    );
  }
}
