-- Documents (entitlements, stages, risk, attempts, details) are JSON as StoreCodec writes it, kept as text: no query
-- looks inside, and what was written comes back unchanged. Everything that a query needs has a column of its own.
-- H2 commits each statement of a definition by itself, so every one may run again after a crash.

create table if not exists jit_control (
    name character varying primary key
);
merge into jit_control (name) key (name) values ('catalogue'), ('suspensions');

create table if not exists jit_catalogue_revision (
    number      bigint primary key check (number > 0),
    accepted_at timestamp(6) with time zone not null,
    source      character varying not null,
    document    character large object not null
);

create table if not exists jit_suspension (
    scope_kind  character varying not null check (scope_kind in ('EVERYTHING', 'PROVIDER', 'ELIGIBILITY', 'IDENTITY')),
    scope_value character varying not null,
    since       timestamp(6) with time zone not null,
    by_identity character varying,
    reason      character varying not null,
    primary key (scope_kind, scope_value)
);

create table if not exists jit_job (
    name     character varying primary key,
    ready_at timestamp(6) with time zone not null
);

create table if not exists jit_request (
    id              uuid primary key,
    version         bigint not null check (version >= 0),
    state           character varying not null check (state in ('PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'LAPSED')),
    requester       character varying not null,
    beneficiary     character varying not null,
    eligibility     character varying not null,
    revision        bigint not null,
    entitlements    character large object not null,
    duration        character varying not null,
    start_at        timestamp(6) with time zone,
    reason          character varying not null,
    ticket          character varying,
    extending       uuid,
    risk            character varying not null,
    rule_name       character varying not null,
    stages          character varying not null,
    stage           integer not null,
    stage_since     timestamp(6) with time zone not null,
    message         character varying,
    created_at      timestamp(6) with time zone not null,
    decided_at      timestamp(6) with time zone,
    grant_id        uuid,
    lapses_at       timestamp(6) with time zone,
    reminded        boolean not null,
    escalated       boolean not null,
    next_due_at     timestamp(6) with time zone,
    idempotency_key character varying,
    decisions       integer not null check (decisions >= 0),
    open_to_users   character varying array not null,
    open_to_groups  character varying array not null,
    constraint jit_request_idempotency unique (requester, idempotency_key),
    constraint jit_request_decided check ((state = 'PENDING') = (decided_at is null)),
    constraint jit_request_due check ((state = 'PENDING') = (next_due_at is not null))
);
create index if not exists jit_request_due_at on jit_request (next_due_at);
create index if not exists jit_request_newest on jit_request (created_at, id);
create index if not exists jit_request_by_beneficiary on jit_request (beneficiary, created_at, id);
create index if not exists jit_request_by_requester on jit_request (requester, created_at, id);
create index if not exists jit_request_by_extended on jit_request (extending);

create table if not exists jit_decision (
    request_id      uuid not null references jit_request,
    number          integer not null check (number >= 0),
    stage           integer not null,
    approver        character varying not null,
    person          character varying not null,
    verdict         character varying not null check (verdict in ('APPROVE', 'DENY')),
    remark          character varying not null,
    decided_at      timestamp(6) with time zone not null,
    request_version bigint not null,
    primary key (request_id, number),
    constraint jit_decision_one_per_person unique (request_id, person)
);

create table if not exists jit_grant (
    id            uuid primary key,
    version       bigint not null check (version >= 0),
    request_id    uuid not null,
    eligibility   character varying not null,
    requester     character varying not null,
    beneficiary   character varying not null,
    starts_at     timestamp(6) with time zone not null,
    ends_at       timestamp(6) with time zone not null,
    latest_end    timestamp(6) with time zone not null,
    bundle        character varying not null check (bundle in ('ALL_OR_NOTHING', 'BEST_EFFORT')),
    state         character varying not null check (state in ('SCHEDULED', 'ACTIVATING', 'ACTIVE', 'ENDING', 'ENDED')),
    end_reason    character varying check (end_reason in ('EXPIRED', 'RELEASED', 'REVOKED', 'ELIGIBILITY_LOST',
                                             'ACTIVATION_FAILED', 'REMOVED_OUTSIDE')),
    ended_by_kind character varying check (ended_by_kind in ('SYSTEM', 'IDENTITY')),
    ended_by      character varying,
    end_remark    character varying,
    created_at    timestamp(6) with time zone not null,
    ended_at      timestamp(6) with time zone,
    warned        boolean not null,
    next_due_at   timestamp(6) with time zone,
    constraint jit_grant_window check (starts_at < ends_at and ends_at <= latest_end),
    constraint jit_grant_live check ((state in ('ENDING', 'ENDED')) = (end_reason is not null)
                                     and (state in ('ENDING', 'ENDED')) = (next_due_at is null)),
    constraint jit_grant_ended check ((state = 'ENDED') = (ended_at is not null)),
    constraint jit_grant_ended_by check ((coalesce(ended_by_kind, '') = 'IDENTITY') = (ended_by is not null))
);
create index if not exists jit_grant_due_at on jit_grant (next_due_at);
create index if not exists jit_grant_newest on jit_grant (created_at, id);
create index if not exists jit_grant_by_beneficiary on jit_grant (beneficiary, created_at, id);
create index if not exists jit_grant_by_eligibility on jit_grant (beneficiary, eligibility);
create index if not exists jit_grant_by_requester on jit_grant (requester, created_at, id);

-- One row per access: access_hash is the SHA-256 of provider, principal and target key (texts of up to 1024 characters
-- do not fit an index), scope_id the grant for kinds that are per grant, else zero.
create table if not exists jit_assignment (
    id                 uuid primary key,
    version            bigint not null check (version >= 0),
    provider           character varying not null,
    kind               character varying not null,
    entitlement        character varying not null,
    principal          character varying not null,
    target_key         character varying not null,
    access_hash        binary varying(32) not null check (octet_length(access_hash) = 32),
    only_grant         uuid,
    scope_id           uuid generated always as
                           (coalesce(only_grant, uuid '00000000-0000-0000-0000-000000000000')),
    state              character varying not null check (state in ('NEW', 'ASSIGNING', 'PRESENT', 'REVOKING', 'ABSENT', 'STANDING')),
    wanted_until       timestamp(6) with time zone not null,
    ours               boolean not null,
    seen_present       boolean not null,
    accepted_at        timestamp(6) with time zone,
    carried_until      timestamp(6) with time zone,
    outstanding        character varying not null,
    attempts           bigint not null check (attempts >= 0),
    absent_since       timestamp(6) with time zone,
    settle_after       timestamp(6) with time zone,
    sessions_to_end    boolean not null,
    latest_usable      timestamp(6) with time zone,
    credentials_issued integer not null check (credentials_issued >= 0),
    failures           integer not null check (failures >= 0),
    last_error         character varying,
    overdue_alarmed    boolean not null,
    at_rest            boolean not null,
    next_due_at        timestamp(6) with time zone,
    lease_token        uuid,
    lease_until        timestamp(6) with time zone,
    -- when the row can be leased, and when it can be leased as one that nobody wants
    ready_at           timestamp(6) with time zone generated always as
                           (greatest(next_due_at, coalesce(lease_until, next_due_at))),
    unwanted_ready_at  timestamp(6) with time zone generated always as
                           (case when next_due_at is not null
                                 then greatest(next_due_at, coalesce(lease_until, next_due_at), wanted_until)
                            end),
    constraint jit_assignment_access unique (access_hash, scope_id),
    constraint jit_assignment_never_forgotten check (at_rest or next_due_at is not null),
    constraint jit_assignment_at_rest check (case state when 'ABSENT' then at_rest when 'STANDING' then true else not at_rest end),
    constraint jit_assignment_absent check (state <> 'ABSENT' or (not ours and not sessions_to_end)),
    constraint jit_assignment_lease check ((lease_token is null) = (lease_until is null))
);
create index if not exists jit_assignment_ready on jit_assignment (provider, ready_at);
create index if not exists jit_assignment_unwanted on jit_assignment (provider, unwanted_ready_at);
create index if not exists jit_assignment_overdue on jit_assignment (wanted_until);
create index if not exists jit_assignment_present on jit_assignment (provider, kind, id);

create table if not exists jit_claim (
    id            uuid primary key,
    version       bigint not null check (version >= 0),
    grant_id      uuid not null references jit_grant,
    item          integer not null check (item >= 0),
    provider      character varying not null,
    entitlement   character varying not null,
    target_key    character varying not null,
    target_hash   binary varying(32) not null check (octet_length(target_hash) = 32),
    assignment_id uuid references jit_assignment,
    until_at      timestamp(6) with time zone not null,
    state         character varying not null check (state in ('WAITING', 'CLAIMING', 'ACTIVE', 'ENDING', 'ENDED')),
    standing      boolean not null,
    end_reason    character varying check (end_reason in ('EXPIRED', 'RELEASED', 'REVOKED', 'ELIGIBILITY_LOST',
                                             'ACTIVATION_FAILED', 'REMOVED_OUTSIDE')),
    detail        character varying,
    failures      integer not null check (failures >= 0),
    next_due_at   timestamp(6) with time zone,
    lease_until   timestamp(6) with time zone,
    ready_at      timestamp(6) with time zone generated always as
                      (greatest(next_due_at, coalesce(lease_until, next_due_at))),
    constraint jit_claim_item unique (grant_id, item),
    constraint jit_claim_holds check (assignment_id is not null or state in ('WAITING', 'ENDED')),
    constraint jit_claim_end check ((state in ('ENDING', 'ENDED')) = (end_reason is not null)),
    constraint jit_claim_due check ((state = 'WAITING') = (next_due_at is not null))
);
create index if not exists jit_claim_ready on jit_claim (provider, ready_at);
create index if not exists jit_claim_open on jit_claim (assignment_id);
create index if not exists jit_claim_by_target on jit_claim (target_hash, grant_id);
create index if not exists jit_claim_by_provider on jit_claim (provider, grant_id);

create table if not exists jit_audit_event (
    id            uuid not null,
    occurred_at   timestamp(6) with time zone not null,
    action        character varying not null,
    actor         character varying,
    subject       character varying,
    request_id    uuid,
    grant_id      uuid,
    assignment_id uuid,
    details       character varying not null,
    primary key (occurred_at, id)
);
create index if not exists jit_audit_event_by_action on jit_audit_event (action, occurred_at, id);
create index if not exists jit_audit_event_by_subject on jit_audit_event (subject, occurred_at, id);
create index if not exists jit_audit_event_by_actor on jit_audit_event (actor, occurred_at, id);
create index if not exists jit_audit_event_by_request on jit_audit_event (request_id, occurred_at);
create index if not exists jit_audit_event_by_grant on jit_audit_event (grant_id, occurred_at);
create index if not exists jit_audit_event_by_assignment on jit_audit_event (assignment_id, occurred_at);

-- H2 fires no trigger for TRUNCATE.
create trigger if not exists jit_audit_event_append_only before update, delete on jit_audit_event
    for each row call 'io.jitaccess.jdbc.internal.AppendOnlyTrigger';

-- No foreign key to the event: it may be appended after the entry, and H2 checks at once.
create table if not exists jit_outbox (
    id          uuid primary key,
    number      bigint generated always as identity,
    channel     character varying not null,
    event_id    uuid not null,
    occurred_at timestamp(6) with time zone not null,
    part        integer not null check (part >= 1),
    to_users    character varying array not null,
    to_groups   character varying array not null,
    attempts    integer not null check (attempts >= 0),
    last_error  character varying,
    due_at      timestamp(6) with time zone not null,
    lease_until timestamp(6) with time zone,
    ready_at    timestamp(6) with time zone generated always as (greatest(due_at, coalesce(lease_until, due_at)))
);
create index if not exists jit_outbox_ready on jit_outbox (channel, ready_at);
