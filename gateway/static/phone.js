/**
 * The phone simulator: choose whose phone it is, text the landlord, read what comes back.
 * Speaks only to the simulator's own API; the texts take the same way as real ones, signature included.
 */

import { Announcer } from "./widget/announcer.js";
import { PhoneApi } from "./phone/api.js";
import { People } from "./phone/people.js";
import { SmsThread } from "./phone/sms-thread.js";
import { countSegments } from "./phone/segments.js";

const REFRESH_MS = 1_500;

const api = new PhoneApi();
const announcer = new Announcer();
const thread = new SmsThread(/** @type {HTMLOListElement} */ (find("#texts")));
const people = new People(
  find("#people"),
  /** @type {HTMLInputElement} */ (find("#search")),
  /** @type {HTMLFormElement} */ (find("#own")),
  choose,
);

/** @type {string} */
let number = "";
/** @type {number|undefined} */
let timer;

/** @param {string} selector */
function find(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}

/** @param {string} chosen  E.164. */
function choose(chosen) {
  number = chosen;
  // In the address, so that a reload keeps the phone and two tabs can be two phones.
  history.replaceState(null, "", `#${chosen}`);
  find("#owner").textContent = people.nameOf(chosen);
  thread.clear();
  refresh();
}

async function refresh() {
  window.clearTimeout(timer);
  const asked = number;
  try {
    if (asked) {
      const texts = await api.thread(asked);
      if (asked === number) thread.show(texts).forEach((text) => announcer.say(`New text: ${text.body}`));
    }
    problem("");
  } catch {
    problem("The simulator does not answer. Trying again.");
  }
  window.clearTimeout(timer);
  timer = window.setTimeout(refresh, REFRESH_MS);
}

/** @param {string} sentence */
function problem(sentence) {
  const line = find("#problem");
  if (line.textContent !== sentence) line.textContent = sentence;
}

/** @param {HTMLTextAreaElement} box */
function showCount(box) {
  const { segments, characters, encoding } = countSegments(box.value);
  find("#count").textContent = characters
    ? `${characters} characters, ${segments} ${segments === 1 ? "segment" : "segments"} (${encoding})`
    : "";
}

/** @param {HTMLTextAreaElement} box */
async function send(box) {
  if (!number) return problem("Choose a phone first.");
  const body = box.value;
  try {
    await api.send(number, body);
    box.value = "";
    showCount(box);
    thread.toEnd();
    await refresh();
  } catch (error) {
    problem(error instanceof Error && error.message ? error.message : "The text was not sent. Try again.");
  }
}

function listen() {
  const form = /** @type {HTMLFormElement} */ (find("#write"));
  const box = /** @type {HTMLTextAreaElement} */ (find("#body"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(box);
    box.focus();
  });
  box.addEventListener("input", () => showCount(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener("visibilitychange", () => !document.hidden && refresh());
}

async function start() {
  document.body.append(...announcer.nodes);
  listen();
  try {
    people.show(await api.tenants(), decodeURIComponent(location.hash.slice(1)));
  } catch {
    problem("The simulator does not answer. Load the page again.");
  }
}

start();
