package io.jitaccess.azure;

import java.util.List;

/** Judges each request that reaches the fake; the profile {@code azure-description} brings one that knows Microsoft's. */
public interface RequestCheck {

    /** What is wrong with it by the description; empty if nothing is. */
    List<String> problems(String method, String path, String query, String body);
}
