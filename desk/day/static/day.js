/*
 * The operative's page: saves each tap on the phone first, sends it when it can, and says which it
 * is. Without this script the same forms work with a signal.
 */
"use strict";

(() => {
  const STATE_AFTER = { despatched: "despatched", arrived: "arrived", completed: "completed", no_access: "no_access", follow_on: "completed" };
  const RETRY_MS = 5000;
  const OLD_MS = 60000;
  const LONGEST_SIDE = 1600;
  const body = document.body;
  const operative = Number(body.dataset.operative);
  const line = document.getElementById("line");
  const problem = document.getElementById("problem");
  const words = JSON.parse(body.dataset.states ?? "{}");
  let wait = "";
  let sent = false;

  if (!operative || !("indexedDB" in window)) return;

  /* What the page says about the line. */

  async function say() {
    const waiting = (await Outbox.mine()).length;
    const updates = waiting === 1 ? "1 update" : `${waiting} updates`;
    let text = "";
    if (waiting && wait === "signin") text = `Saved: ${updates}. Sign in to send.`;
    else if (waiting && wait === "reload") text = `Saved: ${updates}. Load this page again to send.`;
    else if (waiting) text = `Saved, will be sent: ${updates}.`;
    else if (sent) text = "Sent.";
    else if (isOld()) text = `No signal. This is how it was at ${readAt()}.`;
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("waiting", Boolean(waiting) || isOld());
  }

  function isOld() {
    return !navigator.onLine || Date.now() - Date.parse(body.dataset.readAt) > OLD_MS && wait === "line";
  }

  function readAt() {
    return new Date(body.dataset.readAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  /* A tap: saved, shown, sent. */

  async function onTap(event) {
    const form = event.target;
    if (!form.matches("form[data-tap]")) return;
    event.preventDefault();
    const { tap: kind } = form.dataset;
    const tappedAt = new Date().toISOString();
    const fields = await read(form);
    try {
      await Outbox.add({ key: Outbox.key(), operative, kind, url: form.getAttribute("action"), fields, tappedAt });
    } catch {
      form.submit(); // the phone keeps nothing (private browsing, full): the plain form still works
      return;
    }
    sent = false;
    problem.hidden = true;
    show(kind, fields);
    form.reset();
    await say();
    line.focus();
    flush();
  }

  async function read(form) {
    const fields = [];
    for (const [name, value] of new FormData(form)) {
      if (name === "csrf" || name === "key") continue;
      fields.push([name, value instanceof File ? await smaller(value) : value]);
    }
    return fields;
  }

  /** The photo at a size for a weak line; drawing it anew also leaves out where it was taken. */
  async function smaller(file) {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
      return blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  }

  function show(kind, fields) {
    const article = document.querySelector("article[data-state]");
    if (!article) return;
    if (STATE_AFTER[kind]) setState(article, STATE_AFTER[kind]);
    const text = fields.find(([name]) => name === "text")?.[1];
    if (kind === "photo") append("photos", "Photo saved, will be sent.");
    else if (text) append("notes", `${text} (saved, will be sent)`);
  }

  function append(list, text) {
    const item = document.createElement("li");
    item.textContent = text;
    document.getElementById(list).append(item);
  }

  function setState(article, state) {
    article.dataset.state = state;
    for (const part of article.querySelectorAll("[data-from]")) {
      part.hidden = !part.dataset.from.split(" ").includes(state);
    }
    const label = article.querySelector("[data-state-words]");
    label.className = `state ${state}`;
    label.textContent = words[state] ?? state;
  }

  /* What is saved but not sent is shown on a page that was read before it. */

  async function showSaved() {
    const taps = await Outbox.mine();
    const article = document.querySelector("article[data-state]");
    for (const tap of taps) {
      if (article && tap.url.startsWith(`/day/jobs/${article.dataset.job}/`)) show(tap.kind, tap.fields);
      const state = words[STATE_AFTER[tap.kind]];
      const number = tap.url.split("/")[3];
      const label = document.querySelector(`li[data-job="${number}"] [data-state-words]`);
      if (label && state) label.textContent = `${state} (saved, will be sent)`;
    }
  }

  /* Sending, and reading the page anew when something got through. */

  async function flush() {
    wait = "";
    await Outbox.flush();
    await say();
  }

  async function onNews({ data }) {
    if (data.wait) {
      wait = data.wait;
    } else {
      sent = true;
      if (!data.counted) {
        problem.hidden = false;
        problem.textContent = data.sentence || "An update was refused. Ring the office.";
      }
      if (!(await Outbox.mine()).length) await refresh();
    }
    await say();
  }

  async function refresh() {
    if (isBusy()) return;
    const response = await fetch(location.href, { redirect: "error" }).catch(() => null);
    if (!response?.ok || isBusy()) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = fresh.getElementById("main");
    if (!main || fresh.body.dataset.operative !== body.dataset.operative) return;
    main.querySelectorAll("[data-focus]").forEach((old) => old.remove());
    document.getElementById("main").replaceChildren(...main.childNodes);
    Object.assign(body.dataset, { readAt: fresh.body.dataset.readAt, csrf: fresh.body.dataset.csrf });
    await remember();
    await showSaved();
  }

  /** Somebody is writing or has opened something: nothing is taken from under their thumb. */
  function isBusy() {
    const writing = [...document.querySelectorAll("main textarea, main input[type=file]")].some((field) => field.value);
    return writing || Boolean(document.querySelector("main details[open], main :focus-within:is(textarea, select)"));
  }

  const remember = () => Outbox.setMe({ operative, csrf: body.dataset.csrf, at: Date.parse(body.dataset.readAt) });

  /* A day after it was read, nothing of it stays on the phone or on its screen. */

  async function forgetOld() {
    await Outbox.forgetOld();
    if (Date.now() - Date.parse(body.dataset.readAt) > Outbox.KEPT_MS) location.replace("/day");
  }

  async function sayLost() {
    const count = await Outbox.takeLost(operative);
    if (!count) return;
    problem.hidden = false;
    problem.textContent = `Never sent, and too old now: ${count === 1 ? "1 update" : `${count} updates`}. Ring the office.`;
  }

  /* The worker behind the page. */

  async function startWorker() {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register("/day/static/worker.js", { scope: "/day", updateViaCache: "none" });
    const { active, sync } = await navigator.serviceWorker.ready;
    const jobs = [...document.querySelectorAll("a[href^='/day/jobs/'], .days a")].map((link) => link.getAttribute("href"));
    const files = [...document.querySelectorAll("script[src], link[href]")].map((part) => part.src || part.href);
    if (location.pathname === "/day" && !location.search.includes("on=")) {
      active.postMessage({ keep: { pages: ["/day", ...new Set(jobs)], files } });
    }
    if ((await Outbox.mine()).length) await sync?.register("outbox").catch(() => undefined);
  }

  async function onSignOut(event) {
    if (event.target.id !== "signout") return;
    event.preventDefault();
    const waiting = (await Outbox.mine()).length;
    const sure = `Not sent yet: ${waiting === 1 ? "1 update" : `${waiting} updates`}. Signing out deletes what this phone keeps. Sign out and lose it?`;
    if (waiting && !window.confirm(sure)) return;
    await Outbox.forgetAll();
    event.target.submit();
  }

  async function start() {
    document.addEventListener("submit", onTap);
    document.addEventListener("submit", onSignOut);
    new BroadcastChannel(Outbox.CHANNEL).addEventListener("message", onNews);
    window.addEventListener("online", flush);
    window.addEventListener("offline", say);
    document.addEventListener("visibilitychange", () => document.hidden || forgetOld().then(flush).then(refresh));
    setInterval(async () => (await Outbox.mine()).length && flush(), RETRY_MS);
    document.querySelector("[data-focus]")?.focus();
    await forgetOld();
    await remember();
    await sayLost();
    await showSaved();
    await flush();
    await startWorker();
  }

  start();
})();
