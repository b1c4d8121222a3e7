/**
 * One message as a list item: who, what, when. Text is text; see linkify.js for the only exception.
 */

import { el, hidden } from "./dom.js";
import { linkify } from "./linkify.js";
import { speaker, words } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Unsent} Unsent */

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** @param {Message} message */
export function messageItem({ text, author, sent_at }) {
  const time = el("time", { datetime: sent_at }, CLOCK.format(new Date(sent_at)));
  if (author.kind === "system") {
    return el("li", { class: "message from-system" }, el("p", { class: "text" }, ...linkify(text)), time);
  }
  return el(
    "li",
    { class: `message from-${author.kind}` },
    el("span", { class: "author" }, speaker(author), hidden(":")),
    el("p", { class: "text" }, ...linkify(text)),
    time,
  );
}

/**
 * @param {Unsent} item
 * @param {{retry: () => void, discard: () => void}} on
 */
export function unsentItem({ text, status, error }, on) {
  const note =
    status === "sending"
      ? el("span", { class: "note" }, words.sending)
      : el(
          "span",
          { class: "note is-failed" },
          status === "waiting" ? words.waiting : error || words.refused,
          " ",
          el("button", { type: "button", class: "link", onclick: on.retry }, words.retry),
          el("button", { type: "button", class: "link", onclick: on.discard }, words.discard),
        );
  return el(
    "li",
    { class: "message from-tenant is-unsent" },
    el("span", { class: "author" }, "You", hidden(":")),
    el("p", { class: "text" }, text),
    note,
  );
}

/**
 * @param {string} sentAt
 * @param {Date} today
 */
export function dayName(sentAt, today) {
  const day = DAY.format(new Date(sentAt));
  return day === DAY.format(today) ? "Today" : day;
}
