/**
 * Messages typed here that the server has not yet confirmed. Kept over reloads, sent one after the other in order,
 * each under its own client_id so that sending again never makes two. Dropped only when confirmed or by the person.
 */

import { Refused } from "./api.js";
import { browserMemory } from "./storage.js";

/** @typedef {import("./types.js").Unsent} Unsent */

// One key a message: two tabs that keep unsent messages do not overwrite each other.
const KEY = "unsent.";
const KEEP_MS = 24 * 60 * 60 * 1000;

export class Outbox extends EventTarget {
  /** @type {Unsent[]} */
  #items = load();
  #sending = false;

  get items() {
    return this.#items;
  }

  /** @param {string} text */
  add(text) {
    /** @type {Unsent} */
    const item = { client_id: newId(), text, status: "sending", at: Date.now() };
    this.#items.push(item);
    this.#keep(item);
  }

  /** @param {string|null|undefined} clientId */
  remove(clientId) {
    const item = this.#items.find((candidate) => candidate.client_id === clientId);
    if (!item) return;
    this.#items = this.#items.filter((other) => other !== item);
    browserMemory.set(KEY + item.client_id, null);
    this.dispatchEvent(new Event("change"));
  }

  /** Forgets all that is unsent: the chat has ended on this browser. */
  clear() {
    for (const { client_id } of [...this.#items]) this.remove(client_id);
  }

  /** @param {string} clientId */
  retry(clientId) {
    const item = this.#items.find((candidate) => candidate.client_id === clientId);
    if (item) this.#mark(item, "sending");
  }

  /**
   * Sends what is waiting, oldest first, and stops at the first that does not get through.
   * @param {(item: Unsent) => Promise<unknown>} send
   */
  async flush(send) {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let item = this.#next(); item; item = this.#next()) {
        if (!(await this.#trySend(item, send))) break;
      }
    } finally {
      this.#sending = false;
    }
  }

  #next() {
    return this.#items.find((item) => item.status !== "refused");
  }

  /**
   * @param {Unsent} item
   * @param {(item: Unsent) => Promise<unknown>} send
   */
  async #trySend(item, send) {
    try {
      await send(item);
      this.remove(item.client_id);
      return true;
    } catch (error) {
      if (error instanceof Refused) {
        this.#mark(item, "refused", error.message);
        return true;
      }
      this.#mark(item, "waiting");
      return false;
    }
  }

  /**
   * @param {Unsent} item
   * @param {Unsent["status"]} status
   * @param {string} [error]
   */
  #mark(item, status, error) {
    const failedNow = item.status === "sending" && status !== "sending";
    item.status = status;
    item.error = error;
    this.#keep(item);
    if (failedNow) this.dispatchEvent(new CustomEvent("failed", { detail: item }));
  }

  /** @param {Unsent} item */
  #keep(item) {
    browserMemory.set(KEY + item.client_id, JSON.stringify(item));
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {Unsent[]} oldest first */
function load() {
  return browserMemory
    .all(KEY)
    .map((kept) => /** @type {Unsent} */ (JSON.parse(kept)))
    .filter((item) => Date.now() - item.at < KEEP_MS)
    .sort((one, other) => one.at - other.at);
}

function newId() {
  // randomUUID exists only on https and localhost; a landlord may try the demo over plain http on a network.
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
