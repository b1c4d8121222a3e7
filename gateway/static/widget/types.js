/**
 * Shapes that travel between gateway and widget, as JSDoc types. No code.
 *
 * @typedef {{title: string, payload: string}} QuickReply
 * @typedef {{kind: "bot"|"officer"|"system"|"tenant", name: string|null}} Author
 * @typedef {object} Message
 * @property {number|string} id
 * @property {number} seq  Position in the conversation, from 1, without gaps.
 * @property {string} text  Plain text, never HTML.
 * @property {QuickReply[]} [quick_replies]
 * @property {Author} author
 * @property {string} sent_at  ISO 8601 with offset.
 * @property {string|null} [client_id]
 *
 * @typedef {object} ChatState
 * @property {"bot"|"waiting"|"officer"|"closed"} owner  Who may answer now.
 * @property {string|null} officer  First name.
 * @property {number|null} position  Place in the queue, from 1.
 * @property {string|null} answer_by  A sentence for the tenant.
 * @property {string|null} phone
 *
 * @typedef {{ok: true, id: number|string, seq: number, session_id?: string}} Receipt
 * @typedef {{session_id: string, is_new: boolean, state: ChatState}} Session
 * @typedef {{session_id: string, seq: number, state: ChatState}} SessionConfirm
 * @typedef {{client_id: string, text: string}} Utterance
 * @typedef {Utterance & {status: "sending"|"waiting"|"refused", error?: string, at: number}} Unsent
 */
export {};
