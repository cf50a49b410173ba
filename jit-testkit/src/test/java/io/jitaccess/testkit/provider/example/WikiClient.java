package io.jitaccess.testkit.provider.example;

import java.io.IOException;
import java.util.List;

/** A wiki's HTTP client, as its vendor might ship it; retries of writes are off. */
interface WikiClient {

    /**
     * An HTTP answer.
     *
     * @param names of editors or accounts
     * @param retryAfter in seconds, for the status 429
     */
    record Answer(int status, List<String> names, int retryAfter) {}

    /** 200 with the editors of a space; 404 without the space, or without the right to read it. */
    Answer editors(String space) throws IOException;

    /** 201 when added, 200 when there already, 404 without the space. */
    Answer addEditor(String space, String account) throws IOException;

    /** 204 when removed; 404 when there is no such editor, and also without the space. */
    Answer removeEditor(String space, String account) throws IOException;

    /** 200 with every space. */
    Answer spaces() throws IOException;

    /** 200 with the account of an e-mail address, or with none. */
    Answer account(String email) throws IOException;
}
