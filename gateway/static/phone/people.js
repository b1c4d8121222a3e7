/**
 * Whose phone it is: the demo tenants with what verifies them, or any number of one's own.
 */

import { el } from "../widget/dom.js";

/** @typedef {import("./api.js").Tenant} Tenant */

const BIRTHDAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export class People {
  #list;
  #choose;
  /** @type {Tenant[]} */
  #tenants = [];

  /**
   * @param {HTMLElement} list
   * @param {HTMLInputElement} search  Narrows the list by any of what a card says.
   * @param {HTMLFormElement} own
   * @param {(number: string) => void} choose
   */
  constructor(list, search, own, choose) {
    this.#list = list;
    this.#choose = choose;
    search.addEventListener("input", () => this.#narrow(search.value));
    own.addEventListener("submit", (event) => {
      event.preventDefault();
      const number = String(new FormData(own).get("number") ?? "").replaceAll(" ", "");
      if (number) this.#choose(international(number));
    });
  }

  /**
   * @param {Tenant[]} tenants
   * @param {string} chosen  Number from the address, may be empty or no tenant's.
   */
  show(tenants, chosen) {
    this.#tenants = tenants;
    const number = chosen || tenants[0]?.number || "";
    this.#list.replaceChildren(...tenants.map((tenant) => this.#card(tenant, tenant.number === number)));
    if (number) this.#choose(number);
  }

  /** @param {string} number */
  nameOf(number) {
    const tenant = this.#tenants.find((candidate) => candidate.number === number);
    return tenant ? `${tenant.name}'s phone` : `Phone ${number}`;
  }

  /** @param {string} wanted */
  #narrow(wanted) {
    const words = wanted.toLowerCase().split(/\s+/);
    for (const card of /** @type {HTMLCollectionOf<HTMLElement>} */ (this.#list.children)) {
      const text = (card.textContent ?? "").toLowerCase();
      card.hidden = !words.every((word) => text.includes(word));
    }
  }

  /** @param {Tenant} tenant @param {boolean} checked */
  #card(tenant, checked) {
    const choose = () => this.#choose(tenant.number);
    return el(
      "label",
      { class: "person" },
      el("input", { type: "radio", name: "phone", value: tenant.number, checked, onchange: choose }),
      el("span", { class: "name" }, tenant.name),
      el("span", { class: "number" }, tenant.number),
      el("span", {}, `Postcode ${tenant.postcode}, born ${BIRTHDAY.format(new Date(tenant.date_of_birth))}`),
      el("span", { class: "fact" }, `${tenant.home}, ${tenant.tenancy_type.replaceAll("_", " ")}`),
      tenant.vulnerable ? el("span", { class: "vulnerable" }, "Vulnerable") : null,
    );
  }
}

/** @param {string} number  As people write it: 07700 900123 or +44 7700 900123. */
function international(number) {
  return number.startsWith("0") ? `+44${number.slice(1)}` : number;
}
