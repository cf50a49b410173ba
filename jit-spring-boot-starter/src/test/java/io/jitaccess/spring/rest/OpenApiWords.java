package io.jitaccess.spring.rest;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/** What the document says about each operation to people. */
final class OpenApiWords {

    static final Map<String, String> SUMMARIES = Map.ofEntries(
            entry("me", "Who the caller is; roles are for showing and hiding, rights are checked at each call"),
            entry("offers", "What the caller may ask for"),
            entry("explainRequest", "What asking would lead to, and why; changes nothing"),
            entry(
                    "request",
                    "Asks for access; with an Idempotency-Key used before, answers with the first request (200)"),
            entry("listRequests", "Requests of the caller, awaiting the caller's decision, or all; newest first"),
            entry("findRequest", "One request"),
            entry("decide", "Decides on the open stage of a request, as it was seen"),
            entry("withdraw", "Takes a pending request back"),
            entry("listGrants", "Grants of the caller, or all; newest first"),
            entry("findGrant", "One grant with its items"),
            entry("release", "Gives a grant back early"),
            entry("revoke", "Ends a grant now; administrators"),
            entry("explainExtension", "What asking for an extension would lead to, and why; changes nothing"),
            entry("extend", "Asks to end a grant later; with an Idempotency-Key as for a request"),
            entry("collect", "Collects the credential of one item, once; its holder alone"),
            entry("activity", "What the provider's own log says was done with one item"),
            entry("discover", "Which entitlements of a kind a provider could offer; administrators and auditors"),
            entry("count", "What the kill switch would reach; administrators"),
            entry("revokeAll", "The kill switch: ends what was counted and suspends granting; administrators"),
            entry("suspensions", "Where granting is suspended; administrators and auditors"),
            entry("suspend", "Suspends granting within a scope; administrators"),
            entry("resume", "Lifts a suspension; administrators"),
            entry("catalogue", "The catalogue in force; administrators and auditors"),
            entry("revisions", "The latest revisions of the catalogue, the one in force first"),
            entry("activate", "Puts a catalogue in force on every node, or refuses it as a whole; administrators"),
            entry("drift", "What the last drift scans of the answering node found; administrators and auditors"),
            entry(
                    "audit",
                    "The record, newest first: auditors and administrators all of it, others with themselves as subject"));

    static final Set<String> CREATING = Set.of("request", "extend");

    private OpenApiWords() {}
}
