package io.jitaccess.entra;

import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.ReferenceCreate;
import com.microsoft.kiota.RequestInformation;
import io.jitaccess.spi.AccessRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests to the members of groups. Each request is made anew: a model that was sent once sends nothing the next time. */
record Members(Graph graph) {

    /**
     * Whether the principal is a direct member. The filter needs the index of queries, which follows a change with a
     * delay (learn.microsoft.com/graph/aad-advanced-queries); without the group it fails.
     */
    RequestInformation look(AccessRef access) {
        return graph.client().groups().byGroupId(group(access)).members().toGetRequestInformation(ask -> {
            ask.headers.add("ConsistencyLevel", "eventual");
            ask.queryParameters.filter = "id eq '" + principal(access) + "'";
            ask.queryParameters.count = true;
            ask.queryParameters.select = new String[] {"id"};
        });
    }

    RequestInformation add(AccessRef access) {
        ReferenceCreate reference = new ReferenceCreate();
        reference.setOdataId(graph.base() + "/directoryObjects/" + principal(access));
        return graph.client().groups().byGroupId(group(access)).members().ref().toPostRequestInformation(reference);
    }

    /** Of the reference alone: without {@code /$ref} Graph would delete the person. */
    RequestInformation remove(AccessRef access) {
        return graph.client()
                .groups()
                .byGroupId(group(access))
                .members()
                .byDirectoryObjectId(principal(access))
                .ref()
                .toDeleteRequestInformation();
    }

    /** @throws FailedException if the answer cannot be read, or goes on */
    static boolean isThere(Answer answer, AccessRef access) {
        DirectoryObjectCollectionResponse page =
                answer.as(DirectoryObjectCollectionResponse::createFromDiscriminatorValue);
        boolean found = objects(page).stream()
                .anyMatch(member -> principal(access).equals(id(member).orElse("")));
        if (!found && page.getOdataNextLink() != null) {
            throw new FailedException(Failure.goesOn());
        }
        return found;
    }

    static List<DirectoryObject> objects(DirectoryObjectCollectionResponse page) {
        return Optional.ofNullable(page.getValue()).orElse(List.of());
    }

    static Optional<String> id(DirectoryObject object) {
        return Optional.ofNullable(object.getId()).map(id -> id.toLowerCase(Locale.ROOT));
    }

    static String group(AccessRef access) {
        return checked(GroupNames.id(access.entitlement()));
    }

    static String principal(AccessRef access) {
        return checked(access.principal().value());
    }

    /** What goes into an address is an id, whatever it was made from. */
    private static String checked(String id) {
        return Ids.canonical(id)
                .orElseThrow(() -> new FailedException(new Failure(
                        Failure.Meaning.INVALID,
                        "",
                        "no object id of the directory",
                        java.time.Duration.ofSeconds(1))));
    }
}
