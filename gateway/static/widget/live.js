/**
 * The Socket.IO channel, with Rasa's event names: messages arrive at once while it is up.
 * It may be down at any time; sync.js then reads by HTTP, so nothing here has to be reliable.
 */

import { Refused } from "./api.js";

/** @typedef {import("./types.js").Receipt} Receipt */
/** @typedef {import("./types.js").Utterance} Utterance */

const ACK_TIMEOUT_MS = 8_000;

export class LiveChannel extends EventTarget {
  /** @type {import("../vendor/socket.io.esm.min.js").Socket|null} */
  #socket = null;
  #sessionId = "";

  get connected() {
    return this.#socket?.connected ?? false;
  }

  /**
   * Events: message, state, confirm, ended (with the server's words as detail), up and down.
   * @param {string} base
   * @param {string} sessionId
   */
  async open(base, sessionId) {
    this.#sessionId = sessionId;
    if (this.#socket) return;
    const { io } = await import("../vendor/socket.io.esm.min.js");
    // WebSocket first: it needs no sticky load balancer; long polling is for networks that block it.
    const socket = io(base, {
      path: "/socket.io/",
      withCredentials: true,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 5_000,
    });
    this.#socket = socket;
    socket.on("connect", () => {
      socket.emit("session_request", { session_id: this.#sessionId });
      this.#tell("up");
    });
    socket.on("disconnect", () => this.#tell("down"));
    socket.on("session_confirm", (confirm) => this.#tell("confirm", confirm));
    socket.on("bot_uttered", (message, taken) => {
      this.#tell("message", message);
      // The server asks of what a person wrote: what is not taken here follows by text.
      if (typeof taken === "function") taken();
    });
    socket.on("session_ended", () => this.#tell("ended", this.#sessionId));
    socket.on("state", (state) => this.#tell("state", state));
  }

  /**
   * @param {Utterance} utterance
   * @returns {Promise<Receipt>} rejects when no receipt came in time
   */
  async send({ client_id, text }) {
    if (!this.#socket) throw new Error("no channel");
    const receipt = await this.#socket
      .timeout(ACK_TIMEOUT_MS)
      .emitWithAck("user_uttered", { message: text, client_id, session_id: this.#sessionId });
    if (receipt.ok) return receipt;
    // What may prove who writes goes by HTTP, which alone can give a new cookie.
    if (receipt.over_http) throw new Error("over http");
    throw new Refused(receipt.error ?? "");
  }

  /**
   * The session has a new token: the server knows this line by it from now on.
   * @param {string} sessionId
   */
  renew(sessionId) {
    this.#sessionId = sessionId;
    if (this.connected) this.#socket?.emit("session_request", { session_id: sessionId });
  }

  close() {
    this.#socket?.close();
    this.#socket = null;
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
