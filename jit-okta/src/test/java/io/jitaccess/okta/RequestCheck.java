package io.jitaccess.okta;

import java.util.List;

/** Judges each request that reaches the fake; the profile {@code okta-openapi} brings one that knows Okta's description. */
public interface RequestCheck {

    /** What is wrong with it by the description; empty if nothing is. */
    List<String> problems(String method, String path, String query, String contentType, String body);
}
