/**
 * Keeps this page equal to the server: what came by socket is shown at once, whatever was missed is fetched by number.
 * Reads again on connect, on focus, when the tab is shown and on a timer, so a dead socket costs seconds, never a message.
 */

import { NoSession, Refused } from "./api.js";
import { LiveChannel } from "./live.js";

/** @typedef {import("./types.js").ChatState} ChatState */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Receipt} Receipt */
/** @typedef {import("./types.js").Utterance} Utterance */

const POLL_ALONE_MS = 2_500;
const POLL_BESIDE_SOCKET_MS = 30_000;

export class Sync extends EventTarget {
  #base;
  #api;
  #history;
  #live = new LiveChannel();
  /** @type {string|null} */
  #sessionId = null;
  #online = true;
  #firstLook = true;
  #lookAgain = false;
  /** @type {Promise<void>|null} */
  #looking = null;
  /** @type {number|undefined} */
  #timer;
  #active = false;
  #listening = false;
  /** @type {Promise<Receipt>|null} */
  #posting = null;

  /**
   * Events: messages {messages, old}, state, online (boolean), reset.
   * @param {string} base
   * @param {import("./api.js").ChatApi} api
   * @param {import("./history.js").History} history
   */
  constructor(base, api, history) {
    super();
    this.#base = base;
    this.#api = api;
    this.#history = history;
    this.#listenToChannel();
  }

  get online() {
    return this.#online;
  }

  start() {
    this.#active = true;
    if (!this.#listening) this.#listen();
    this.#poll();
  }

  /** Ends the session on the server and forgets it here; rejects when the server could not be reached. */
  async end() {
    // Nothing that is still on its way may bring the chat back once it is gone.
    this.#active = false;
    window.clearTimeout(this.#timer);
    this.#live.close();
    await this.#looking;
    try {
      await this.#api.end();
    } catch (error) {
      this.start();
      throw error;
    }
    this.#forgetSession();
  }

  #listen() {
    this.#listening = true;
    window.addEventListener("focus", () => this.refresh());
    window.addEventListener("online", () => this.refresh());
    window.addEventListener("offline", () => this.#setOnline(false));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.refresh();
    });
  }

  /** Fetches what is missing; calls that come while one runs are answered by one more look after it. */
  refresh() {
    if (!this.#active) return Promise.resolve();
    if (this.#looking) {
      this.#lookAgain = true;
      return this.#looking;
    }
    this.#looking = this.#lookUntilQuiet().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /**
   * @param {Utterance} utterance  Sent by socket, else by HTTP; the same client_id can never make two messages.
   * @returns {Promise<Receipt>} rejects with Refused, or with another error when it may be tried again
   */
  async send(utterance) {
    const receipt = await this.#sendAnyWay(utterance);
    this.#receive([
      {
        id: receipt.id,
        seq: receipt.seq,
        text: utterance.text,
        author: { kind: "tenant", name: null },
        sent_at: new Date().toISOString(),
        client_id: utterance.client_id,
      },
    ]);
    if (!this.#live.connected) this.#poll();
    return receipt;
  }

  /** @param {Utterance} utterance */
  async #sendAnyWay(utterance) {
    if (this.#live.connected) {
      try {
        return await this.#live.send(utterance);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
    }
    if (!this.#sessionId) await this.refresh();
    this.#posting = this.#api.send(utterance);
    const receipt = await this.#posting;
    if (receipt.session_id && receipt.session_id !== this.#sessionId) {
      this.#sessionId = receipt.session_id;
      this.#live.renew(receipt.session_id);
    }
    return receipt;
  }

  /**
   * The token was renewed or ended elsewhere. The cookie tells which chat is this browser's now; one that is
   * on its way in an answer to our own message is waited for.
   * @param {string} endedId
   */
  async #ended(endedId) {
    await this.#posting?.catch(() => {});
    if (this.#sessionId !== endedId) return;
    this.#sessionId = null;
    this.#live.close();
    this.refresh();
  }

  #listenToChannel() {
    const live = this.#live;
    live.addEventListener("up", () => this.refresh());
    live.addEventListener("down", () => this.#poll());
    live.addEventListener("message", (event) => this.#receive([detailOf(event)]));
    live.addEventListener("state", (event) => this.#tell("state", detailOf(event)));
    live.addEventListener("ended", (event) => this.#ended(detailOf(event)));
    live.addEventListener("confirm", (event) => this.#confirm(detailOf(event)));
  }

  /** @param {import("./types.js").SessionConfirm} confirm */
  #confirm(confirm) {
    if (confirm.session_id && confirm.session_id !== this.#sessionId) {
      this.#forgetSession();
      this.refresh();
      return;
    }
    this.#tell("state", confirm.state);
    if (confirm.seq > this.#history.complete) this.refresh();
  }

  async #poll() {
    window.clearTimeout(this.#timer);
    if (!this.#active) return;
    if (!document.hidden) await this.refresh();
    window.clearTimeout(this.#timer);
    const pause = this.#live.connected ? POLL_BESIDE_SOCKET_MS : POLL_ALONE_MS;
    this.#timer = window.setTimeout(() => this.#poll(), pause);
  }

  async #lookUntilQuiet() {
    do {
      this.#lookAgain = false;
      await this.#look();
    } while (this.#lookAgain);
  }

  async #look() {
    try {
      const sessionId = this.#sessionId ?? (await this.#openSession());
      const { messages, state } = await this.#api.messagesAfter(this.#history.complete);
      this.#receive(messages, { all: true });
      this.#tell("state", state);
      this.#setOnline(true);
      // Without the channel the timer goes on reading, so its failure is no failure of the chat.
      this.#live.open(this.#base, sessionId).catch(() => {});
    } catch (error) {
      if (error instanceof NoSession) this.#forgetSession();
      this.#setOnline(false);
    }
  }

  async #openSession() {
    const { session_id, is_new } = await this.#api.openSession();
    // What is shown here is of another chat, which was ended in another tab.
    if (is_new && this.#history.complete > 0) this.#forgetSession();
    this.#sessionId = session_id;
    return session_id;
  }

  /**
   * @param {Message[]} messages
   * @param {{all?: boolean}} [options]  all: the server sent everything there is after what we have
   */
  #receive(messages, { all = false } = {}) {
    const fresh = messages.filter((message) => this.#history.add(message));
    if (all) this.#history.completeUpTo(Math.max(0, ...messages.map(({ seq }) => seq)));
    if (fresh.length) this.#tell("messages", { messages: fresh, old: all && this.#firstLook });
    if (all) this.#firstLook = false;
    else if (this.#history.hasGap) this.refresh();
  }

  #forgetSession() {
    this.#sessionId = null;
    this.#firstLook = true;
    this.#history.clear();
    this.#live.close();
    this.#tell("reset");
  }

  /** @param {boolean} online */
  #setOnline(online) {
    this.#online = online;
    this.#tell("online", online);
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Event} event */
function detailOf(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
