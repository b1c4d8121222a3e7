/**
 * Builds DOM nodes. Text always goes in as text nodes, so nothing a person types can become markup.
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]  Functions under on* become listeners; true is an empty attribute;
 *   null, undefined and false are left out.
 * @param {...(Node|string|null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/**
 * Text for screen readers alone.
 * @param {string} text
 */
export function hidden(text) {
  return el("span", { class: "visually-hidden" }, text);
}
