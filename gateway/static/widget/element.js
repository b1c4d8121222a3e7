/**
 * <hearthline-chat>: puts the parts of the widget together in a shadow root and passes events between them.
 * Nothing is asked of the server until the person opens the chat, now or on an earlier page.
 */

import { Announcer } from "./announcer.js";
import { ChatApi } from "./api.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { Ending } from "./ending.js";
import { Header } from "./header.js";
import { History } from "./history.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { StatusLine } from "./status.js";
import { browserMemory, tabMemory } from "./storage.js";
import { Sync } from "./sync.js";
import { Thread } from "./thread.js";
import { presence, speaker, waitingNote, words } from "./words.js";

/** @typedef {import("./types.js").ChatState} ChatState */
/** @typedef {import("./types.js").Message} Message */

const STARTED = "started";
const OPEN = "open";
const SEEN = "seen";

export class HearthlineChat extends HTMLElement {
  #announcer = new Announcer();
  #status = new StatusLine();
  #outbox = new Outbox();
  #history = new History();
  #thread = new Thread((reply) => this.#choose(reply));
  #composer = new Composer((text) => this.#send(text));
  /** @type {Header} */ #header;
  /** @type {Panel} */ #panel;
  /** @type {Sync} */ #sync;
  /** @type {ChatState|null} */
  #state = null;
  #started = false;
  #latest = 0;
  #unread = 0;

  connectedCallback() {
    const base = this.dataset.base || new URL("/", document.baseURI).href;
    const api = new ChatApi(base);
    this.#sync = new Sync(base, api, this.#history);
    this.#header = new Header(this.dataset.name ?? "", this.dataset.phone ?? "", {
      close: () => this.#panel.close(),
      person: () => this.#askForPerson(),
      say: (sentence) => this.#announcer.say(sentence),
    });
    const download = el("a", { href: api.transcriptUrl, download: "chat.txt" }, words.download);
    const deal = el("a", { href: new URL("deal", base).href, target: "_blank", rel: "noopener" }, words.deal);
    const privacy = el("a", { href: new URL("privacy", base).href, target: "_blank", rel: "noopener" }, words.privacy);
    this.#panel = new Panel([
      ...this.#header.nodes,
      this.#thread.node,
      this.#status.node,
      this.#composer.node,
      el("p", { class: "foot" }, download, " ", deal, " ", privacy, " ", new Ending(() => this.#end()).node),
    ]);
    this.#draw(base);
    this.#listen();
    if (browserMemory.get(STARTED)) this.#start();
    // A reload keeps the chat open, but not over the whole page of a phone, and without taking the focus.
    if (tabMemory.get(OPEN) && !Panel.isSmall) this.#panel.open();
  }

  /** Opens the panel and puts the cursor into the box; pages may call it from their own buttons. */
  open() {
    this.#panel.open();
    this.#composer.focus();
  }

  /** @param {string} base */
  #draw(base) {
    const sheet = el("link", { rel: "stylesheet", href: new URL("static/widget.css", base).href });
    // Unstyled parts would flash over the page until the sheet is there.
    this.hidden = true;
    sheet.addEventListener("load", () => (this.hidden = false));
    sheet.addEventListener("error", () => (this.hidden = false));
    this.attachShadow({ mode: "open" }).append(
      sheet,
      el("aside", { "aria-label": words.opener }, this.#panel.dialog, this.#panel.opener),
      ...this.#announcer.nodes,
    );
  }

  #listen() {
    this.#panel.addEventListener("open", () => this.#opened());
    this.#panel.addEventListener("close", () => tabMemory.set(OPEN, null));
    this.#panel.opener.addEventListener("click", () => this.#panel.isOpen && this.#composer.focus());
    this.#outbox.addEventListener("change", () => this.#showUnsent());
    this.#outbox.addEventListener("failed", () => this.#announcer.alert(words.failed));
    this.#sync.addEventListener("messages", (event) => this.#receive(detailOf(event)));
    this.#sync.addEventListener("state", (event) => this.#showState(detailOf(event)));
    this.#sync.addEventListener("online", (event) => this.#online(detailOf(event)));
    this.#sync.addEventListener("reset", () => this.#forget());
    document.addEventListener("click", (event) => this.#pageOpener(event));
  }

  /** Any element of the page marked data-hearthline-open opens the chat; without script its link still works. */
  #pageOpener(/** @type {MouseEvent} */ event) {
    if (!(event.target instanceof Element) || !event.target.closest("[data-hearthline-open]")) return;
    event.preventDefault();
    this.open();
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    browserMemory.set(STARTED, "1");
    this.#showUnsent();
    this.#sync.start();
  }

  #opened() {
    tabMemory.set(OPEN, "1");
    this.#start();
    this.#seen();
    this.#thread.toEnd();
  }

  /** @param {string} text */
  #send(text) {
    this.#start();
    this.#outbox.add(text);
    this.#flush();
  }

  /** @param {import("./types.js").QuickReply} reply */
  #choose(reply) {
    this.#send(reply.payload || reply.title);
    this.#thread.focusAnswered();
  }

  #askForPerson() {
    // With a person there, asking would only be one more message to read; who waits is told where they stand.
    if (this.#state?.owner === "officer") this.#announcer.say(`${presence(this.#state)} ${waitingNote(this.#state)}`);
    else this.#send(words.person);
  }

  #flush() {
    return this.#outbox.flush(async (item) => {
      await this.#sync.send(item);
      this.#announcer.say(words.sent);
      if (this.#state && this.#state.owner !== "officer") this.#status.setTyping(true);
    });
  }

  #showUnsent() {
    this.#thread.showUnsent(this.#outbox.items, {
      retry: (id) => {
        this.#outbox.retry(id);
        this.#flush();
      },
      discard: (id) => this.#outbox.remove(id),
    });
  }

  /** @param {{messages: Message[], old: boolean}} received */
  #receive({ messages, old }) {
    this.#thread.add(messages);
    // Only now: without its answer the question would for a moment be open again and take the focus away.
    for (const { client_id } of messages) this.#outbox.remove(client_id);
    this.#latest = Math.max(this.#latest, ...messages.map(({ seq }) => seq));
    const theirs = messages.filter(({ author }) => author.kind !== "tenant");
    if (theirs.length) this.#status.setTyping(false);
    if (!old) theirs.forEach((message) => this.#announcer.say(spoken(message)));
    if (this.#panel.isOpen) this.#seen();
    else this.#countUnread(theirs);
  }

  /** Signs out and clears what this browser keeps, for the next person at a shared computer. */
  async #end() {
    try {
      await this.#sync.end();
    } catch {
      this.#announcer.alert(words.notEnded);
      return;
    }
    this.#started = false;
    this.#state = null;
    this.#outbox.clear();
    this.#composer.clear();
    for (const key of [STARTED, SEEN]) browserMemory.set(key, null);
    this.#panel.close();
    this.#announcer.say(words.ended);
  }

  /** The server has begun a new conversation, numbered from 1 again. */
  #forget() {
    this.#thread.clear();
    this.#latest = 0;
    this.#seen();
  }

  /** @param {Message[]} theirs */
  #countUnread(theirs) {
    const seen = Number(browserMemory.get(SEEN) ?? 0);
    this.#unread += theirs.filter(({ seq }) => seq > seen).length;
    this.#panel.setUnread(this.#unread);
  }

  #seen() {
    this.#unread = 0;
    this.#panel.setUnread(0);
    browserMemory.set(SEEN, String(this.#latest));
  }

  /** @param {ChatState} state */
  #showState(state) {
    this.#state = state;
    this.#header.show(state);
    this.#thread.showWaiting(waitingNote(state));
    if (state.owner === "officer") this.#status.setTyping(false);
  }

  /** @param {boolean} online */
  #online(online) {
    this.#status.setOnline(online);
    if (online) this.#flush();
  }
}

/** @param {Message} message */
function spoken({ author, text, quick_replies = [] }) {
  const who = speaker(author);
  const choices = quick_replies.length ? ` ${words.choices}: ${quick_replies.map(({ title }) => title).join(", ")}.` : "";
  return `${who ? `${who} said: ` : ""}${text}${choices}`;
}

/** @param {Event} event */
function detailOf(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
