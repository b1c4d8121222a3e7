/**
 * Keeps an open page true: listens to the desk's event stream and lets htmx read the page again.
 * Announces news politely and once; never moves focus for them. What an officer does goes before
 * what is read again: see "acting" and "held".
 */
"use strict";

(() => {
  const body = document.body;
  const MINUTE_MS = 60000;
  const GAP_PX = 16;

  /** @param {string} id */
  const byId = (id) => document.getElementById(id);

  /** Says a sentence to screen readers, then empties it so that it is not read again in passing. */
  function announce(sentence) {
    const announcer = byId("announcer");
    if (!announcer) return;
    announcer.textContent = sentence;
    window.setTimeout(() => { announcer.textContent = ""; }, 5000);
  }

  function show(id, visible) {
    const element = byId(id);
    if (element) element.hidden = !visible;
  }

  function tell(topic) {
    if (topic) window.htmx.trigger(body, `${topic}-changed`);
  }

  function listen() {
    const url = body.dataset.events;
    if (!url) return;
    const source = new EventSource(url);
    source.addEventListener("open", () => show("connection", false));
    source.addEventListener("error", () => show("connection", true));
    // Something may have changed between the page and the stream's first look.
    source.addEventListener("ready", () => tell(body.dataset.page));
    source.addEventListener("queue", () => tell("queue"));
    source.addEventListener("conversation", () => tell("conversation"));
    source.addEventListener("session", (event) => {
      show("ending", event.data === "ending");
      show("over", event.data === "over");
      if (event.data === "over") source.close();
    });
    // What is due and overdue changes without any event.
    window.setInterval(() => tell(body.dataset.page), MINUTE_MS);
    window.addEventListener("pagehide", () => source.close());
  }

  /** Before the queue is exchanged: how many there were, to say how many came. */
  let before = { waiting: 0, alerts: 0, late: 0 };
  function readBoard() {
    const board = byId("board");
    if (!board) return null;
    const { waiting, alerts, late } = board.dataset;
    return { waiting: Number(waiting), alerts: Number(alerts), late: Number(late) };
  }

  function afterBoard() {
    const now = readBoard();
    if (!now) return;
    const title = byId("board").dataset.title;
    document.title = now.waiting ? `(${now.waiting}) ${title}` : title;
    if (now.alerts > before.alerts) announce(`New danger alert. ${now.alerts} not acknowledged.`);
    else if (now.late > before.late) announce(`${now.late} not answered in time.`);
    else if (now.waiting > before.waiting) announce(`${now.waiting} waiting in the queue.`);
    before = now;
  }

  /** The transcript opens at its newest message and stays there, unless the officer scrolled up:
   *  then it stays where they read. */
  let seenByTenant = 0;
  let atEnd = true;
  let read = { list: 0, page: 0 };
  function transcript() {
    return document.querySelector("#transcript .transcript");
  }
  function keepPlace() {
    const list = transcript();
    read = { list: list ? list.scrollTop : 0, page: window.scrollY };
    if (list) atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  }

  /** What stands around the transcript, so that it leaves room for the reply on any screen. Measured
   *  where the columns begin, for what is in them moves with the page. */
  function fitTranscript() {
    const list = transcript();
    const columns = document.querySelector(".columns");
    if (!list || !columns) return;
    const talk = list.closest(".talk");
    const composer = talk.querySelector(".composer");
    const above = columns.getBoundingClientRect().top + window.scrollY
      + list.getBoundingClientRect().top - talk.getBoundingClientRect().top;
    const around = above + (composer ? composer.offsetHeight + GAP_PX : 0) + GAP_PX;
    document.documentElement.style.setProperty("--around", `${Math.ceil(around)}px`);
  }

  function fitAgain() {
    keepPlace();
    fitTranscript();
    const list = transcript();
    if (list) list.scrollTop = atEnd ? list.scrollHeight : read.list;
  }
  // Canned replies open, a box is drawn larger: the reply takes another height.
  const reply = new ResizeObserver(fitAgain);
  function watchReply() {
    reply.disconnect();
    const composer = document.querySelector(".composer");
    if (composer) reply.observe(composer);
  }

  function afterTranscript() {
    const list = transcript();
    if (!list) return;
    fitTranscript();
    list.scrollTop = atEnd ? list.scrollHeight : read.list;
    watchReply();
    const seen = Number(byId("transcript").dataset.tenantSeen);
    if (seenByTenant && seen > seenByTenant) announce("New message from the tenant.");
    seenByTenant = seen;
  }

  /** While an action is under way the page is not read again: an answer from before it, come in
   *  after it, would show the state that the action has just ended. */
  let acting = 0;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const live = document.querySelector("[data-live]");
    if (event.detail.elt === live) {
      if (acting) event.preventDefault();
      return;
    }
    acting += 1;
    show("unsent", false);
    if (live) window.htmx.trigger(live, "htmx:abort");
    // Of the request itself: its form may have left the page, and then no event of htmx gets here.
    event.detail.xhr.addEventListener("loadend", () => { acting -= 1; tell(body.dataset.page); });
  });

  /** What has the focus while its part of the page is exchanged: how to find it again. */
  let held = null;
  function addressOf(element) {
    if (!element || element === body || element.id === "main") return null;
    const tag = element.tagName.toLowerCase();
    const form = element.form || element.closest("form");
    let selector = tag;
    if (element.id) selector = `#${CSS.escape(element.id)}`;
    else if (element.hasAttribute("href")) selector += `[href="${CSS.escape(element.getAttribute("href"))}"]`;
    else if (form) selector = `form[action="${CSS.escape(form.getAttribute("action"))}"] ${tag}`;
    const place = [...document.querySelectorAll(selector)].indexOf(element);
    return { selector, place, value: tag === "select" ? element.value : null };
  }

  /** The focus back where it was; when that is gone, at the top of the page's main part. */
  function giveBackFocus() {
    const lost = document.activeElement === body || document.activeElement === null;
    if (!held || !lost) return;
    const found = document.querySelectorAll(held.selector);
    const same = found[held.place] || found[0];
    if (same && held.value !== null) same.value = held.value;
    (same || byId("main")).focus({ preventScroll: true });
  }

  /** What was chosen and not yet sent stays chosen when its part of the page is read again: else the
   *  first of a list would be sent in place of the one that was meant. */
  let chosen = [];
  function readChosen() {
    chosen = [];
    document.querySelectorAll("select").forEach((select) => {
      const given = [...select.options].find((option) => option.defaultSelected) || select.options[0];
      if (given && select.value !== given.value) chosen.push(addressOf(select));
    });
  }
  function giveBackChosen() {
    chosen.forEach(({ selector, place, value }) => {
      const same = document.querySelectorAll(selector)[place];
      if (same && [...same.options].some((option) => option.value === value)) same.value = value;
    });
  }

  /** Open details stay open when their part of the page is read again. */
  const open = new Set();

  document.addEventListener("htmx:beforeSwap", () => {
    held = addressOf(document.activeElement);
    readChosen();
    open.clear();
    document.querySelectorAll("details[open][id]").forEach((d) => open.add(d.id));
    keepPlace();
  });

  // A part in which the officer is typing is left as it is.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const typing = document.activeElement;
    if (typing && typing.matches("input, textarea, select") && event.detail.target.contains(typing)) {
      event.detail.shouldSwap = false;
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    open.forEach((id) => { const d = byId(id); if (d) d.open = true; });
    giveBackChosen();
    afterBoard();
    afterTranscript();
    const changed = event.detail.target;
    if (changed && changed.id === "main") {
      focusOutcome();
      window.scrollTo({ top: read.page, behavior: "instant" });
    } else giveBackFocus();
  });

  // A page that is left without a connection takes the words with it.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show("unsent", true);
  }, true);

  /** Nothing came back: what was written stays in its form, and the focus where it was. */
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt;
    if (!(form instanceof HTMLFormElement)) return;
    show("unsent", true);
    const field = form.querySelector("textarea, input:not([type=hidden]), select, button");
    if (field && document.activeElement === body) field.focus();
  });

  /** After an action the sentence that says how it went is read, and Tab goes on from there. It is in
   *  view wherever the page stands, so nothing has to move for it. */
  function focusOutcome() {
    const outcome = document.querySelector("[data-focus]") || byId("main");
    outcome.focus({ preventScroll: true });
  }

  window.addEventListener("resize", fitAgain);
  before = readBoard() || before;
  afterTranscript();
  if (document.querySelector("[data-focus]")) focusOutcome();
  listen();
})();
