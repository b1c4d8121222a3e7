/**
 * Helps with writing: length of a text message, canned replies, drafts that survive a reload.
 * Without it everything can still be written and sent.
 */
"use strict";

(() => {
  // GSM 03.38, as housing/domain/messaging/sms_text.py counts it on the server.
  const BASIC = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
  const EXTENSION = new Set("^{}\\[~]|€\f");
  const LIKE = {
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "-",
  };
  const MANY_TEXTS = 2;

  /** @returns {number} septets of the text as it will be sent; what GSM-7 lacks is left out. */
  function septets(text) {
    let count = 0;
    for (const char of text) {
      for (const sent of LIKE[char] ?? char) {
        if (EXTENSION.has(sent)) count += 2;
        else if (BASIC.has(sent)) count += 1;
      }
    }
    return count;
  }

  /** Characters that the network cannot carry as GSM-7 and that are left out. */
  function lost(text) {
    return [...new Set([...text.normalize("NFC")])].filter((char) => {
      const plain = LIKE[char] ?? char.normalize("NFKD").replace(/\p{M}/gu, "");
      return ![...plain].some((c) => BASIC.has(c) || EXTENSION.has(c));
    });
  }

  /** What is too long is never cut: it is said here, and refused by the server with the words kept. */
  function count(area) {
    const place = area.form.querySelector("[data-length]");
    const isText = "sms" in area.dataset;
    const used = isText ? septets((area.dataset.prefix || "") + area.value) : [...area.value].length;
    const over = used - Number(area.dataset.limit);
    const texts = used <= 160 ? 1 : Math.ceil(used / 153);
    const dropped = isText ? lost(area.value) : [];
    let words = `${used} characters`;
    if (isText) words += `, ${texts} text${texts === 1 ? "" : "s"}`;
    if (over > 0) words += `. ${over} too many: it cannot be sent so`;
    else if (isText && texts > MANY_TEXTS) words += ". Long for a phone: can it be shorter?";
    if (dropped.length) words += `. Not sent: ${dropped.join(" ")}`;
    place.textContent = words;
    place.classList.toggle("late", over > 0 || (isText && texts > MANY_TEXTS) || dropped.length > 0);
  }

  function keepDraft(area) {
    const key = `draft:${area.dataset.draft}`;
    if (area.value) sessionStorage.setItem(key, area.value);
    else sessionStorage.removeItem(key);
  }

  function insert(area, text) {
    const gap = area.value && !/\s$/.test(area.value) ? " " : "";
    area.value += gap + text;
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function prepare() {
    document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
    document.querySelectorAll("textarea[data-draft]").forEach((area) => {
      const draft = sessionStorage.getItem(`draft:${area.dataset.draft}`);
      if (draft && !area.value) area.value = draft;
      if ("limit" in area.dataset) count(area);
    });
  }

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement)) return;
    if (area.dataset.draft) keepDraft(area);
    if ("limit" in area.dataset) count(area);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-canned]");
    if (!button) return;
    insert(document.getElementById("text"), button.dataset.canned);
    button.closest("details").open = false;
  });

  document.addEventListener("keydown", (event) => {
    const area = event.target;
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (sends && area instanceof HTMLTextAreaElement && area.form) {
      event.preventDefault();
      area.form.requestSubmit();
    }
  });

  // What was sent is no draft any more; what was refused stays.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!(form instanceof HTMLFormElement) || event.detail.xhr.status >= 400) return;
    form.querySelectorAll("textarea[data-draft]").forEach((area) => {
      sessionStorage.removeItem(`draft:${area.dataset.draft}`);
    });
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "main") prepare();
  });

  prepare();
})();
