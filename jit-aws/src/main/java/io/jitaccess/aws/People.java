package io.jitaccess.aws;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.PrincipalCache;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.PrincipalLookup.Found;
import io.jitaccess.spi.PrincipalLookup.NoPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.identitystore.model.ResourceNotFoundException;

/**
 * Finds the account of an identity: by the attribute {@code <provider>.principal.<kind>}, then {@code
 * <provider>.principal}, then by name at AWS. A departed identity has none.
 */
final class People {

    private static final NoPrincipal DEPARTED = new NoPrincipal("the identity is not active");

    /** The forms of every sort of account. */
    private static final List<Pattern> ANY = List.of(Names.STORE_ID, Names.IAM_NAME, IamHolder.ARN);

    private final ProviderId provider;
    private final AwsClients aws;
    private final Settings settings;
    private final PrincipalCache cache = new PrincipalCache(100_000, Duration.ofMinutes(10));

    People(ProviderId provider, AwsClients aws, Settings settings) {
        this.provider = provider;
        this.aws = aws;
        this.settings = settings;
    }

    /** The user of the identity store. */
    PrincipalLookup user(Identity identity, String kind) {
        return find(identity, kind, Names.STORE_ID, settings.userName(), this::storeUser);
    }

    /** The IAM user of the library's own AWS account. */
    PrincipalLookup iamUser(Identity identity, String kind) {
        return find(identity, kind, Names.IAM_NAME, settings.iamUserName(), this::iamUser);
    }

    /** The ARN of an IAM user or role: of a role only by an attribute, because a role may be that of many. */
    PrincipalLookup iamHolder(Identity identity, String kind) {
        return find(identity, kind, IamHolder.ARN, settings.iamUserName(), this::iamArn);
    }

    /** The name that STS writes down as the source of a session; no look at AWS. */
    PrincipalLookup person(Identity identity, String kind) {
        return find(
                identity,
                kind,
                Names.SOURCE_IDENTITY,
                settings.userName(),
                name -> Names.SOURCE_IDENTITY.matcher(name).matches()
                        ? new Found(new PrincipalId(name))
                        : new NoPrincipal("the user name can be no source identity of a session"));
    }

    /** What an attribute of the identity says, or what a look at AWS finds for the name. */
    PrincipalLookup find(
            Identity identity,
            String kind,
            Pattern form,
            Function<Identity, Optional<String>> nameOf,
            Function<String, PrincipalLookup> look) {
        if (!identity.active()) {
            return DEPARTED;
        }
        Optional<String> named = override(identity, kind, form);
        if (named.isPresent()) {
            return form.matcher(named.get()).matches()
                    ? new Found(new PrincipalId(canonical(named.get(), form)))
                    : new NoPrincipal("the identity's attribute " + provider + ".principal is no account of " + kind);
        }
        Optional<String> name = nameOf.apply(identity);
        return name.isEmpty()
                ? new NoPrincipal("no AWS user name is known for this identity")
                : cache.find(kind + " " + name.get(), () -> Failure.lookUp(() -> look.apply(name.get())));
    }

    private Optional<String> override(Identity identity, String kind, Pattern form) {
        String general = provider + ".principal";
        String special = identity.attributes().get(general + "." + kind);
        // one identity may have an account of several sorts: the general attribute speaks only for its own sort
        Optional<String> plain = Optional.ofNullable(identity.attributes().get(general))
                .filter(value -> form.matcher(value).matches())
                .filter(value ->
                        form == Names.STORE_ID || !Names.STORE_ID.matcher(value).matches());
        return Optional.ofNullable(special)
                .or(() -> plain)
                // a typing error must not lead to the account that the name would find
                .or(() -> Optional.ofNullable(identity.attributes().get(general))
                        .filter(value ->
                                ANY.stream().noneMatch(any -> any.matcher(value).matches())));
    }

    /** Answers of the identity store have its ids in lower case. */
    private static String canonical(String principal, Pattern form) {
        return form == Names.STORE_ID ? principal.toLowerCase(Locale.ROOT) : principal;
    }

    private PrincipalLookup storeUser(String name) {
        try {
            String id = aws.identityStore()
                    .getUserId(ask -> ask.identityStoreId(settings.store())
                            .alternateIdentifier(
                                    by -> by.uniqueAttribute(unique -> unique.attributePath(settings.userAttribute())
                                            .attributeValue(Document.fromString(name)))))
                    .userId();
            return new Found(new PrincipalId(id));
        } catch (ResourceNotFoundException e) {
            return new NoPrincipal("the identity store has no user of this identity's name");
        }
    }

    private PrincipalLookup iamUser(String name) {
        return iamUser(name, User::userName);
    }

    private PrincipalLookup iamArn(String name) {
        return iamUser(name, User::arn);
    }

    private PrincipalLookup iamUser(String name, Function<User, String> id) {
        if (!Names.IAM_NAME.matcher(name).matches()) {
            return new NoPrincipal("the identity's user name can be none of IAM's");
        }
        try {
            return new Found(new PrincipalId(
                    id.apply(aws.iam().getUser(ask -> ask.userName(name)).user())));
        } catch (NoSuchEntityException e) {
            return new NoPrincipal("IAM has no user of this identity's name");
        }
    }
}
