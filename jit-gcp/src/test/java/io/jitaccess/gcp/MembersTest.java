package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalLookup;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {

    private static final String SUBJECT =
            "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ann@x";

    private final Members members = new Members(new ProviderId("gcp"), Set.of("example.org"));

    @Test
    void a_person_is_the_account_of_the_mail_address_in_one_spelling() {
        assertThat(members.of(World.person("Ann@Example.org", Map.of()))).isEqualTo(found("user:ann@example.org"));
    }

    @Test
    void addresses_of_other_domains_are_no_accounts() {
        assertThat(members.of(World.person("ann@example.org.evil.net", Map.of())))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(new Members(new ProviderId("gcp"), Set.of()).of(World.person("ann@any.net", Map.of())))
                .isEqualTo(found("user:ann@any.net"));
    }

    @Test
    void a_service_is_its_service_account_and_a_person_is_none() {
        assertThat(members.of(World.service(World.ONE))).isEqualTo(found("serviceAccount:" + World.ONE));
        assertThat(members.of(World.person(World.ONE, Map.of()))).isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void the_attribute_stands_above_the_address() {
        assertThat(members.of(World.person("ann@example.org", Map.of("gcp.principal", "a.other@elsewhere.net"))))
                .isEqualTo(found("user:a.other@elsewhere.net"));
        assertThat(members.of(World.person("ann@example.org", Map.of("gcp.principal", SUBJECT))))
                .isEqualTo(found(SUBJECT));
        assertThat(members.of(World.person("ann@example.org", Map.of("aws.principal", SUBJECT))))
                .isEqualTo(found("user:ann@example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allUsers",
                "allAuthenticatedUsers",
                "domain:example.org",
                "group:all@example.org",
                "principalSet://iam.googleapis.com/locations/global/workforcePools/staff/*",
                "principal://iam.googleapis.com/*",
                "principal://iam.googleapis.com/locations/../x",
                "user:ann@example.org\",\"allUsers",
                "user:*@example.org",
                "user:аnn@example.org",
                "user:" + World.ONE,
                "serviceAccount:ann@example.org",
                "projectOwner:shop-prod",
                "deleted:user:ann@example.org?uid=1",
                "USER:ann@example.org",
                "ann",
                "ann@example",
                ""
            })
    void what_is_no_single_account_is_no_principal(String hostile) {
        assertThat(members.of(World.person("ann@example.org", Map.of("gcp.principal", hostile))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void white_space_around_an_address_makes_it_none() {
        for (String text : new String[] {" ann@example.org", "ann@example.org ", "ann@example.org\n", SUBJECT + "\n"}) {
            assertThat(Members.canonical(text)).as("<%s>", text).isEmpty();
        }
    }

    @Test
    void a_domain_is_the_whole_of_what_follows_the_at() {
        for (String mail : new String[] {"ann@notexample.org", "ann@sub.example.org"}) {
            assertThat(members.of(World.person(mail, Map.of()))).isInstanceOf(PrincipalLookup.NoPrincipal.class);
        }
    }

    @Test
    void who_left_has_no_account() {
        assertThat(members.of(
                        World.identity("ann", IdentityKind.HUMAN, Optional.of("ann@example.org"), false, Map.of())))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    private static PrincipalLookup found(String member) {
        return new PrincipalLookup.Found(new PrincipalId(member));
    }
}
