package io.jitaccess.gcp;

import java.util.List;
import java.util.Optional;

/**
 * One resource with an IAM policy, in its one spelling.
 *
 * @param name the project's id, the folder's or organization's number, the service account's address, the bucket's name
 */
record Resource(ResourceType type, String name) {

    private static final List<String> OTHER_PREFIXES = List.of(
            "//cloudresourcemanager.googleapis.com/", "//iam.googleapis.com/projects/-/", "//storage.googleapis.com/");
    private static final String ANY_PROJECT = "projects/-/";

    /** Reads {@code projects/shop} and the full names that Google writes; empty for anything else. */
    static Optional<Resource> parse(String text) {
        String rest = text;
        for (String other : OTHER_PREFIXES) {
            if (rest.startsWith(other)) {
                rest = rest.substring(other.length());
            }
        }
        if (rest.startsWith(ANY_PROJECT + ResourceType.SERVICE_ACCOUNT.prefix())) {
            rest = rest.substring(ANY_PROJECT.length());
        }
        for (ResourceType type : ResourceType.values()) {
            if (rest.startsWith(type.prefix())) {
                String name = rest.substring(type.prefix().length());
                return type.fits(name) ? Optional.of(new Resource(type, name)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The name by which its own API knows it. */
    String path() {
        return switch (type) {
            case PROJECT, FOLDER, ORGANIZATION -> toString();
            case SERVICE_ACCOUNT -> ANY_PROJECT + this;
            case BUCKET -> name;
        };
    }

    /** The name by which all of Google Cloud knows it. */
    String fullName() {
        return switch (type) {
            case PROJECT, FOLDER, ORGANIZATION -> "//cloudresourcemanager.googleapis.com/" + this;
            case SERVICE_ACCOUNT -> "//iam.googleapis.com/" + path();
            case BUCKET -> "//storage.googleapis.com/projects/_/buckets/" + name;
        };
    }

    /** The project in a service account's address, where it has the usual form. */
    Optional<String> projectOfAccount() {
        int at = name.indexOf('@');
        String end = ".iam.gserviceaccount.com";
        return type == ResourceType.SERVICE_ACCOUNT && name.endsWith(end)
                ? Optional.of(name.substring(at + 1, name.length() - end.length()))
                        .filter(ResourceType.PROJECT::fits)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return type.prefix() + name;
    }
}
