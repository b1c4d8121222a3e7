/**
 * Every sentence that the widget itself says, so that wording has one home. What the service says comes from the server.
 */

/** @typedef {import("./types.js").Author} Author */
/** @typedef {import("./types.js").ChatState} ChatState */

export const ASSISTANT = "Assistant";

export const words = {
  opener: "Chat with us",
  close: "Close chat",
  label: "Your message",
  send: "Send",
  person: "Talk to a person",
  call: "or call",
  download: "Download this chat",
  deal: "Our Deal (new tab)",
  privacy: "Your privacy (new tab)",
  end: "End chat",
  endSure: "End this chat and clear it from this browser?",
  endYes: "Yes, end it",
  endNo: "No, keep it",
  ended: "The chat has ended and is gone from this browser.",
  notEnded: "The chat could not be ended. Please try again.",
  log: "Messages",
  choices: "Choose an answer or type your own",
  chosen: "your answer",
  newTab: "opens in a new tab",
  sending: "Sending",
  sent: "Message sent.",
  waiting: "Not sent yet. It is kept and goes when the connection is back.",
  failed: "Your message has not been sent. It is kept and will be sent when the connection is back.",
  refused: "This message could not be sent.",
  retry: "Try again",
  discard: "Remove",
  reconnecting: "Reconnecting... You can go on typing.",
  typing: "Assistant is typing",
  empty: "Type a message first.",
  welcome:
    "Tell us in your own words: a repair, rent or charges, noise or neighbours. " +
    "An automated assistant answers first. You can ask for a person at any time.",
  danger: "In danger now? Call 999. Smell gas? Go outside, then call 0800 111 999.",
};

/** @param {Author} author */
export function speaker(author) {
  if (author.kind === "tenant") return "You";
  if (author.kind === "bot") return ASSISTANT;
  return author.name ?? "";
}

/**
 * Who answers now, in a few words.
 * @param {ChatState} state
 */
export function presence({ owner, officer, position }) {
  switch (owner) {
    case "officer":
      return `You are talking to ${officer ?? "a member of our team"}.`;
    case "waiting":
      return position ? `Waiting for a person. You are number ${position}.` : "Waiting for a person.";
    case "closed":
      return "This chat is closed. Write again any time.";
    default:
      return "You are talking to our automated assistant.";
  }
}

/**
 * What a waiting person needs to know; empty when nobody waits.
 * @param {ChatState} state
 */
export function waitingNote({ owner, answer_by }) {
  if (owner !== "waiting") return "";
  const stay = "You can close this page and come back: you keep your place. The assistant still helps meanwhile.";
  return answer_by ? `${answer_by} ${stay}` : stay;
}

/**
 * @param {number} left  Characters; negative when there are too many.
 */
export function countSentence(left) {
  const count = Math.abs(left);
  const noun = count === 1 ? "character" : "characters";
  return left < 0 ? `${count} ${noun} too many` : `${count} ${noun} left`;
}

/** @param {number} count */
export function unreadSentence(count) {
  if (count === 0) return "";
  return count === 1 ? "1 new message" : `${count} new messages`;
}
