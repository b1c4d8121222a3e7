/**
 * Counts the segments an SMS is billed as: 160 GSM-7 septets, or 70 UCS-2 units, in one; 153 or 67 each when joined.
 * Source: 3GPP TS 23.038 (alphabet) and TS 23.040 (joining).
 */

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
  "¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "\f^{}\\[~]|€";

/**
 * @param {string} text
 * @returns {{segments: number, characters: number, encoding: "GSM-7"|"UCS-2"}}
 */
export function countSegments(text) {
  const characters = [...text];
  const plain = characters.every((character) => BASIC.includes(character) || EXTENDED.includes(character));
  const units = plain ? characters.length + characters.filter((c) => EXTENDED.includes(c)).length : text.length;
  const [single, joined] = plain ? [160, 153] : [70, 67];
  return {
    segments: units === 0 ? 0 : units <= single ? 1 : Math.ceil(units / joined),
    characters: characters.length,
    encoding: plain ? "GSM-7" : "UCS-2",
  };
}
