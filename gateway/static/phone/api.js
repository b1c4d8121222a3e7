/**
 * The simulator's HTTP calls.
 *
 * @typedef {object} Tenant
 * @property {string} number  E.164.
 * @property {string} name
 * @property {string} postcode
 * @property {string} date_of_birth  ISO date.
 * @property {boolean} vulnerable
 * @property {string} tenancy_type  As the Deal names it: assured, shared_ownership, ...
 * @property {string} home  First line of the address.
 *
 * @typedef {object} Text
 * @property {"in"|"out"} direction  in: to the landlord; out: to the tenant.
 * @property {string} body
 * @property {string|null} status  As Twilio names them: queued, sent, delivered, failed, ...
 * @property {string} at  ISO 8601.
 * @property {string} sid
 */

export class PhoneApi {
  /** @returns {Promise<Tenant[]>} */
  async tenants() {
    return (await call("/phone/api/tenants")).tenants;
  }

  /** @param {string} number @returns {Promise<Text[]>} */
  async thread(number) {
    return (await call(`/phone/api/thread?number=${encodeURIComponent(number)}`)).messages;
  }

  /** @param {string} from @param {string} body */
  send(from, body) {
    return call("/phone/api/send", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ from, body }),
    });
  }
}

/** @param {string} path @param {RequestInit} [init] */
async function call(path, init = {}) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(20_000), ...init });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? "");
  return answer;
}
