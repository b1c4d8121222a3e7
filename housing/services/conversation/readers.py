"""Who reads the answer to each kind of question. A reader says whether it understood."""

from collections.abc import Awaitable, Callable, Mapping

from housing.domain.messaging.dialogue import Asked, OpenQuestion
from housing.services.conversation.identity import identifying, reaching, without_proof
from housing.services.conversation.matters import asb, charging, complaining, feedback, filing
from housing.services.conversation.problems import following, leaving_out, triage
from housing.services.conversation.safety import emergency
from housing.services.conversation.turn import Turn
from housing.services.conversation.visits import appointments, booking, chasing, sooner

Reader = Callable[[Turn, OpenQuestion], Awaitable[bool]]

READERS: Mapping[Asked, Reader] = {
    Asked.WHICH_ISSUE: triage.read_which,
    Asked.WHAT_IS_WRONG: triage.read_what_is_wrong,
    Asked.FACT: triage.read_fact,
    Asked.LEAVE_OUT: leaving_out.read,
    Asked.ADDRESS: emergency.read_address,
    Asked.DID_IT_HELP: following.read_did_it_help,
    Asked.OFFER_PERSON: following.read_offer_person,
    Asked.AGREE_CHARGE: charging.read_agreement,
    Asked.IDENTITY: identifying.read_identity,
    Asked.OTHER_NUMBER: identifying.read_other_number,
    Asked.WHO_AND_WHERE: without_proof.read_who,
    Asked.MOBILE: identifying.read_mobile,
    Asked.CODE: identifying.read_code,
    Asked.SLOT: booking.read_slot,
    Asked.CONFIRM_SLOT: booking.read_confirmation,
    Asked.VISIT_NEXT: chasing.read_visit_next,
    Asked.WHICH_ORDER: appointments.read_which,
    Asked.CONFIRM_CANCEL: appointments.read_cancel,
    Asked.CHECK_BACK: asb.read_check_back,
    Asked.WHAT_WENT_WRONG: filing.read_what_went_wrong,
    Asked.SAME_COMPLAINT: complaining.read_same,
    Asked.FEEDBACK: feedback.read_feedback,
    Asked.FEEDBACK_REASON: feedback.read_reason,
    Asked.OFFER_COMPLAINT: feedback.read_offer,
    Asked.SOONER: sooner.read_sooner,
    Asked.CONTACT: reaching.read_contact,
}
