package io.jitaccess.gcp;

import com.google.api.services.cloudresourcemanager.v3.model.Project;
import com.google.api.services.cloudresourcemanager.v3.model.SearchProjectsResponse;
import io.jitaccess.spi.ProviderException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Goes through the resources of the scope: those that are named, then the projects that a search finds. */
final class ResourceWalk {

    /** How many projects one search asks for, and so how many policies one page of a listing reads at most. */
    static final int AT_ONCE = 20;

    private static final String NAMED = "named";
    private static final String SEARCH = "search";

    /**
     * A place on the way, written into the token of a page.
     *
     * @param part which part of the way: the named, the search's first page, or a later page by its own token
     * @param index which resource of the part
     * @param inner where in that resource
     */
    record Place(String part, int index, String inner) {

        static final Place BEGIN = new Place(NAMED, 0, "");

        static Place parse(Optional<String> from) {
            if (from.isEmpty()) {
                return BEGIN;
            }
            String[] parts = from.get().split(" ", 3);
            if (parts.length < 3 || !parts[0].matches("[0-9]{1,9}")) {
                throw new ProviderException("the page's beginning is none that was given out");
            }
            return new Place(parts[1], Integer.parseInt(parts[0]), parts[2]);
        }

        /** Where the inner place counts: how much to pass over. */
        int passOver() {
            if (!inner.matches("[0-9]{0,9}")) {
                throw new ProviderException("the page's beginning is none that was given out");
            }
            return inner.isEmpty() ? 0 : Integer.parseInt(inner);
        }

        String text() {
            return index + " " + part + " " + inner;
        }
    }

    /**
     * A part of the way.
     *
     * @param next the part behind it; empty at the end
     */
    record Part(List<Resource> resources, Optional<String> next) {}

    private final Google google;
    private final ResourceScope scope;

    ResourceWalk(Google google, ResourceScope scope) {
        this.google = google;
        this.scope = scope;
    }

    /** Reads the part of that name: no request for the named ones. */
    Part part(String name) throws IOException {
        if (name.equals(NAMED)) {
            return new Part(scope.inOrder(), scope.anyProject() ? Optional.of(SEARCH) : Optional.empty());
        }
        SearchProjectsResponse found = google.resources()
                .projects()
                .search()
                .setQuery("state:ACTIVE")
                .setPageSize(AT_ONCE)
                .setPageToken(name.equals(SEARCH) ? null : name)
                .execute();
        List<Project> projects = found.getProjects() == null ? List.of() : found.getProjects();
        return new Part(
                projects.stream()
                        .flatMap(project -> Resource.parse("projects/" + project.getProjectId()).stream())
                        .filter(project -> !scope.named().contains(project))
                        .toList(),
                Optional.ofNullable(found.getNextPageToken()).filter(token -> !token.isEmpty()));
    }
}
