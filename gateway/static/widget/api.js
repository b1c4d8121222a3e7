/**
 * The chat's HTTP calls. One method a call; retrying and ordering are decided elsewhere.
 */

/** @typedef {import("./types.js").ChatState} ChatState */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Receipt} Receipt */
/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Utterance} Utterance */

const TIMEOUT_MS = 10_000;

/** The server understood and said no: sending the same again would not help. */
export class Refused extends Error {}

/** The server does not know this browser's session (any more). */
export class NoSession extends Error {}

export class ChatApi {
  #base;

  /** @param {string} base  Address of the gateway, ending in a slash. */
  constructor(base) {
    this.#base = base;
  }

  get transcriptUrl() {
    return new URL("chat/transcript.txt", this.#base).href;
  }

  /** @returns {Promise<Session>} */
  openSession() {
    return this.#call("chat/session", { method: "POST" });
  }

  /**
   * @param {number} seq
   * @returns {Promise<{messages: Message[], state: ChatState}>} messages with a higher seq, oldest first
   */
  messagesAfter(seq) {
    return this.#call(`chat/messages?after=${seq}`, {});
  }

  /**
   * @param {Utterance} utterance
   * @returns {Promise<Receipt>}
   */
  send({ client_id, text }) {
    return this.#call("chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ client_id, text }),
    });
  }

  /** Signs this browser out; the transcript cannot be read here any more. */
  end() {
    return this.#call("chat/end", { method: "POST" });
  }

  /**
   * @param {string} path
   * @param {RequestInit} init
   */
  async #call(path, init) {
    const response = await fetch(new URL(path, this.#base), {
      credentials: "include",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
    });
    if (response.ok) return response.json();
    if (response.status === 401 || response.status === 403) throw new NoSession(path);
    const answer = await response.json().catch(() => ({}));
    if (response.status >= 500 || response.status === 429) throw new Error(`${path}: ${response.status}`);
    throw new Refused(answer.error ?? "");
  }
}
