package io.jitaccess.gcp;

import java.util.regex.Pattern;

/** What carries an IAM policy that the library may write. */
enum ResourceType {
    PROJECT("projects/", "[a-z][a-z0-9-]{4,28}[a-z0-9]", "resourcemanager.projects"),
    FOLDER("folders/", "[0-9]{1,25}", "resourcemanager.folders"),
    ORGANIZATION("organizations/", "[0-9]{1,25}", "resourcemanager.organizations"),
    SERVICE_ACCOUNT(
            "serviceAccounts/",
            "[a-z0-9][a-z0-9-]{0,62}@[a-z0-9.-]{1,150}\\.gserviceaccount\\.com",
            "iam.serviceAccounts"),
    BUCKET("buckets/", "[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]", "storage.buckets");

    private final String prefix;
    private final Pattern name;
    private final String permissions;

    ResourceType(String prefix, String name, String permissions) {
        this.prefix = prefix;
        this.name = Pattern.compile(name);
        this.permissions = permissions;
    }

    /** What a resource of the type is written with in an entitlement. */
    String prefix() {
        return prefix;
    }

    boolean fits(String text) {
        return name.matcher(text).matches() && !text.contains("..");
    }

    /** The IAM permission on the resource itself, such as {@code getIamPolicy}. */
    String permission(String verb) {
        return permissions + "." + verb;
    }
}
