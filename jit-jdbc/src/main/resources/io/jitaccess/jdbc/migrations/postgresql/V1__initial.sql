-- Documents (entitlements, stages, risk, attempts, details) are JSON as StoreCodec writes it, kept as text: no query
-- looks inside, and what was written comes back unchanged. Everything that a query needs has a column of its own.

create table jit_control (
    name     text primary key,
    -- another one after each change
    revision uuid not null default gen_random_uuid()
);
insert into jit_control (name) values ('catalogue'), ('suspensions');

create table jit_catalogue_revision (
    number      bigint primary key check (number > 0),
    accepted_at timestamptz not null,
    source      text not null,
    document    text not null
);

create table jit_suspension (
    scope_kind  text not null check (scope_kind in ('EVERYTHING', 'PROVIDER', 'ELIGIBILITY', 'IDENTITY')),
    scope_value text not null,
    since       timestamptz not null,
    by_identity text,
    reason      text not null,
    primary key (scope_kind, scope_value)
);
create function jit_suspension_changed() returns trigger language plpgsql as $$
begin
    update jit_control set revision = gen_random_uuid() where name = 'suspensions';
    return null;
end
$$;
create trigger jit_suspension_changes after insert or update or delete or truncate on jit_suspension
    for each statement execute function jit_suspension_changed();

create table jit_job (
    name     text primary key,
    ready_at timestamptz not null
);

create table jit_request (
    id              uuid primary key,
    version         bigint not null check (version >= 0),
    state           text not null check (state in ('PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'LAPSED')),
    requester       text not null,
    beneficiary     text not null,
    eligibility     text not null,
    revision        bigint not null,
    entitlements    text not null,
    duration        text not null,
    start_at        timestamptz,
    reason          text not null,
    ticket          text,
    extending       uuid,
    risk            text not null,
    rule_name       text not null,
    stages          text not null,
    stage           integer not null,
    stage_since     timestamptz not null,
    message         text,
    created_at      timestamptz not null,
    decided_at      timestamptz,
    grant_id        uuid,
    lapses_at       timestamptz,
    reminded        boolean not null,
    escalated       boolean not null,
    next_due_at     timestamptz,
    idempotency_key text,
    decisions       integer not null check (decisions >= 0),
    open_to_users   text[] not null,
    open_to_groups  text[] not null,
    constraint jit_request_idempotency unique (requester, idempotency_key),
    constraint jit_request_decided check ((state = 'PENDING') = (decided_at is null)),
    constraint jit_request_due check ((state = 'PENDING') = (next_due_at is not null))
);
create index jit_request_due_at on jit_request (next_due_at) where next_due_at is not null;
create index jit_request_newest on jit_request (created_at, id);
create index jit_request_pending on jit_request (created_at, id) where state = 'PENDING';
create index jit_request_open_to_user on jit_request using gin (open_to_users) where state = 'PENDING';
create index jit_request_open_to_group on jit_request using gin (open_to_groups) where state = 'PENDING';
create index jit_request_pending_of on jit_request (requester) where state = 'PENDING';
create index jit_request_by_beneficiary on jit_request (beneficiary, created_at, id);
create index jit_request_by_requester on jit_request (requester, created_at, id);
create index jit_request_by_extended on jit_request (extending) where extending is not null;

create table jit_decision (
    request_id      uuid not null references jit_request,
    number          integer not null check (number >= 0),
    stage           integer not null,
    approver        text not null,
    person          text not null,
    verdict         text not null check (verdict in ('APPROVE', 'DENY')),
    remark          text not null,
    decided_at      timestamptz not null,
    request_version bigint not null,
    primary key (request_id, number),
    constraint jit_decision_one_per_person unique (request_id, person)
);

create table jit_grant (
    id            uuid primary key,
    version       bigint not null check (version >= 0),
    request_id    uuid not null,
    eligibility   text not null,
    requester     text not null,
    beneficiary   text not null,
    starts_at     timestamptz not null,
    ends_at       timestamptz not null,
    latest_end    timestamptz not null,
    bundle        text not null check (bundle in ('ALL_OR_NOTHING', 'BEST_EFFORT')),
    state         text not null check (state in ('SCHEDULED', 'ACTIVATING', 'ACTIVE', 'ENDING', 'ENDED')),
    end_reason    text check (end_reason in ('EXPIRED', 'RELEASED', 'REVOKED', 'ELIGIBILITY_LOST',
                                             'ACTIVATION_FAILED', 'REMOVED_OUTSIDE')),
    ended_by_kind text check (ended_by_kind in ('SYSTEM', 'IDENTITY')),
    ended_by      text,
    end_remark    text,
    created_at    timestamptz not null,
    ended_at      timestamptz,
    warned        boolean not null,
    next_due_at   timestamptz,
    constraint jit_grant_window check (starts_at < ends_at and ends_at <= latest_end),
    constraint jit_grant_live check ((state in ('ENDING', 'ENDED')) = (end_reason is not null)
                                     and (state in ('ENDING', 'ENDED')) = (next_due_at is null)),
    constraint jit_grant_ended check ((state = 'ENDED') = (ended_at is not null)),
    constraint jit_grant_ended_by check ((coalesce(ended_by_kind, '') = 'IDENTITY') = (ended_by is not null))
);
create index jit_grant_due_at on jit_grant (next_due_at) where next_due_at is not null;
create index jit_grant_newest on jit_grant (created_at, id);
create index jit_grant_open on jit_grant (created_at, id) where state <> 'ENDED';
create index jit_grant_by_beneficiary on jit_grant (beneficiary, created_at, id);
create index jit_grant_by_eligibility on jit_grant (beneficiary, eligibility);
create index jit_grant_by_requester on jit_grant (requester, created_at, id);

-- One row per access: access_hash is the SHA-256 of provider, principal and target key (texts of up to 1024 characters
-- do not fit an index), scope_id the grant for kinds that are per grant, else zero.
create table jit_assignment (
    id                 uuid primary key,
    version            bigint not null check (version >= 0),
    provider           text not null,
    kind               text not null,
    entitlement        text not null,
    principal          text not null,
    target_key         text not null,
    access_hash        bytea not null check (length(access_hash) = 32),
    only_grant         uuid,
    scope_id           uuid not null generated always as
                           (coalesce(only_grant, '00000000-0000-0000-0000-000000000000')) stored,
    state              text not null check (state in ('NEW', 'ASSIGNING', 'PRESENT', 'REVOKING', 'ABSENT', 'STANDING')),
    wanted_until       timestamptz not null,
    ours               boolean not null,
    seen_present       boolean not null,
    accepted_at        timestamptz,
    carried_until      timestamptz,
    outstanding        text not null,
    attempts           bigint not null check (attempts >= 0),
    absent_since       timestamptz,
    settle_after       timestamptz,
    sessions_to_end    boolean not null,
    latest_usable      timestamptz,
    credentials_issued integer not null check (credentials_issued >= 0),
    failures           integer not null check (failures >= 0),
    last_error         text,
    overdue_alarmed    boolean not null,
    at_rest            boolean not null,
    next_due_at        timestamptz,
    lease_token        uuid,
    lease_until        timestamptz,
    -- when the row can be leased, and when it can be leased as one that nobody wants
    ready_at           timestamptz generated always as
                           (greatest(next_due_at, coalesce(lease_until, next_due_at))) stored,
    unwanted_ready_at  timestamptz generated always as
                           (case when next_due_at is not null
                                 then greatest(next_due_at, coalesce(lease_until, next_due_at), wanted_until)
                            end) stored,
    constraint jit_assignment_access unique (access_hash, scope_id),
    constraint jit_assignment_never_forgotten check (at_rest or next_due_at is not null),
    constraint jit_assignment_at_rest check (case state when 'ABSENT' then at_rest when 'STANDING' then true else not at_rest end),
    constraint jit_assignment_absent check (state <> 'ABSENT' or (not ours and not sessions_to_end)),
    constraint jit_assignment_lease check ((lease_token is null) = (lease_until is null))
);
create index jit_assignment_ready on jit_assignment (provider, ready_at) where next_due_at is not null;
create index jit_assignment_unwanted on jit_assignment (provider, unwanted_ready_at) where next_due_at is not null;
create index jit_assignment_overdue on jit_assignment (wanted_until) where not at_rest;
create index jit_assignment_present on jit_assignment (provider, kind, id) where state = 'PRESENT';

create table jit_claim (
    id            uuid primary key,
    version       bigint not null check (version >= 0),
    grant_id      uuid not null references jit_grant,
    item          integer not null check (item >= 0),
    provider      text not null,
    entitlement   text not null,
    target_key    text not null,
    target_hash   bytea not null check (length(target_hash) = 32),
    assignment_id uuid references jit_assignment,
    until_at      timestamptz not null,
    state         text not null check (state in ('WAITING', 'CLAIMING', 'ACTIVE', 'ENDING', 'ENDED')),
    standing      boolean not null,
    end_reason    text check (end_reason in ('EXPIRED', 'RELEASED', 'REVOKED', 'ELIGIBILITY_LOST',
                                             'ACTIVATION_FAILED', 'REMOVED_OUTSIDE')),
    detail        text,
    failures      integer not null check (failures >= 0),
    next_due_at   timestamptz,
    lease_until   timestamptz,
    ready_at      timestamptz generated always as
                      (greatest(next_due_at, coalesce(lease_until, next_due_at))) stored,
    constraint jit_claim_item unique (grant_id, item),
    constraint jit_claim_holds check (assignment_id is not null or state in ('WAITING', 'ENDED')),
    constraint jit_claim_end check ((state in ('ENDING', 'ENDED')) = (end_reason is not null)),
    constraint jit_claim_due check ((state = 'WAITING') = (next_due_at is not null))
);
create index jit_claim_ready on jit_claim (provider, ready_at) where next_due_at is not null;
create index jit_claim_open on jit_claim (assignment_id) where state <> 'ENDED';
create index jit_claim_by_target on jit_claim (target_hash, grant_id);
create index jit_claim_by_provider on jit_claim (provider, grant_id);

create table jit_audit_event (
    id            uuid not null,
    occurred_at   timestamptz not null,
    action        text not null,
    actor         text,
    subject       text,
    request_id    uuid,
    grant_id      uuid,
    assignment_id uuid,
    details       text not null,
    primary key (occurred_at, id)
);
create index jit_audit_event_by_action on jit_audit_event (action, occurred_at, id);
create index jit_audit_event_by_subject on jit_audit_event (subject, occurred_at, id) where subject is not null;
create index jit_audit_event_by_actor on jit_audit_event (actor, occurred_at, id) where actor is not null;
create index jit_audit_event_by_request on jit_audit_event (request_id, occurred_at) where request_id is not null;
create index jit_audit_event_by_grant on jit_audit_event (grant_id, occurred_at) where grant_id is not null;
create index jit_audit_event_by_assignment on jit_audit_event (assignment_id, occurred_at) where assignment_id is not null;

create function jit_audit_event_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'jit_audit_event is append only: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;
create trigger jit_audit_event_append_only before update or delete or truncate on jit_audit_event
    for each statement execute function jit_audit_event_refuse();

-- The event of an entry may be appended after the entry, in the same transaction.
create table jit_outbox (
    id          uuid primary key,
    number      bigint generated always as identity,
    channel     text not null,
    event_id    uuid not null,
    occurred_at timestamptz not null,
    part        integer not null check (part >= 1),
    to_users    text[] not null,
    to_groups   text[] not null,
    attempts    integer not null check (attempts >= 0),
    last_error  text,
    due_at      timestamptz not null,
    lease_until timestamptz,
    ready_at    timestamptz not null generated always as (greatest(due_at, coalesce(lease_until, due_at))) stored,
    constraint jit_outbox_event foreign key (occurred_at, event_id) references jit_audit_event (occurred_at, id)
        deferrable initially deferred
);
create index jit_outbox_ready on jit_outbox (channel, ready_at);
