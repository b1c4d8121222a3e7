/**
 * Answers offered as buttons. Buttons only while the question is open; once answered, by button or by typing, they
 * turn into plain text with the chosen one marked, so that an old question cannot be answered by mistake.
 */

import { el, hidden } from "./dom.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").QuickReply} QuickReply */

/**
 * @param {QuickReply[]} replies
 * @param {(reply: QuickReply) => void} choose
 */
export function openChoices(replies, choose) {
  const buttons = replies.map((reply) =>
    el("li", {}, el("button", { type: "button", class: "choice", onclick: () => choose(reply) }, reply.title)),
  );
  return el("ul", { class: "choices", "aria-label": words.choices }, ...buttons);
}

/**
 * @param {QuickReply[]} replies
 * @param {string} answer  What the person said next.
 */
export function closedChoices(replies, answer) {
  const items = replies.map((reply) => {
    const chosen = isAnswer(reply, answer);
    return el("li", { class: chosen ? "chosen" : null }, reply.title, chosen ? hidden(` (${words.chosen})`) : null);
  });
  return el("ul", { class: "choices is-closed", tabindex: "-1" }, ...items);
}

/** @param {QuickReply} reply @param {string} answer */
function isAnswer(reply, answer) {
  const said = answer.trim().toLowerCase();
  return [reply.title, reply.payload].some((word) => word.trim().toLowerCase() === said);
}
