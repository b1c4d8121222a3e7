/**
 * Turns plain text into text nodes and safe links: web addresses, and phone numbers that can be called with a tap.
 * Only http and https become links; everything else stays text.
 */

import { el, hidden } from "./dom.js";
import { words } from "./words.js";

// A UK number is 10 or 11 digits from 0, in groups; 999 is a link only where the sentence says to call it.
const LINKABLE = /(https?:\/\/[^\s<>"]+)|(?<![\d£])(0(?: ?\d){9,10})(?!\d)|(?<=\b(?:call|ring|dial) )(999)\b/gi;
const TRAILING = /[.,;:!?)\]']+$/;

/**
 * @param {string} text
 * @returns {(string|HTMLElement)[]}
 */
export function linkify(text) {
  /** @type {(string|HTMLElement)[]} */
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(LINKABLE)) {
    const found = match[1] ? match[1].replace(TRAILING, "") : match[0];
    const link = match[1] ? webLink(found) : phoneLink(found);
    if (!link) continue;
    parts.push(text.slice(done, match.index), link);
    done = match.index + found.length;
  }
  parts.push(text.slice(done));
  return parts;
}

/** @param {string} address */
function webLink(address) {
  if (!URL.canParse(address)) return null;
  // noopener: the opened page must not steer ours; noreferrer: it need not know where the person came from.
  return el(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer" },
    address,
    hidden(` (${words.newTab})`),
  );
}

/** @param {string} number */
function phoneLink(number) {
  return el("a", { href: `tel:${number.replaceAll(" ", "")}` }, number);
}
