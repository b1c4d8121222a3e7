"""Rows of conversation and message as the domain knows them."""

from typing import Any

from sqlalchemy import Row

from housing.domain.messaging.conversation import Channel, Choice, Conversation, Message, Owner


def to_conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        owner=Owner(row.owner),
        fence=row.fence,
        created_at=row.created_at,
        dialogue=row.dialogue,
        tenant_id=row.tenant_id,
        verified_at=row.verified_at,
        officer_id=row.officer_id,
        opted_out_at=row.opted_out_at,
        leased_by=row.leased_by,
        number_of=row.number_of,
        read_seq=row.read_seq or 0,
    )


def to_message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        direction=row.direction,
        author=row.author,
        text=row.text,
        choices=tuple(Choice(**choice) for choice in row.choices),
        state=row.state,
        created_at=row.created_at,
        officer_id=row.officer_id,
        provider_id=row.provider_id,
        client_id=row.client_id,
        error_code=row.error_code,
        media=tuple(row.media),
        understanding=row.understanding,
        attempts=row.attempts,
        turn_id=row.turn_id,
        segments=row.segments,
        settled_at=row.settled_at,
    )
