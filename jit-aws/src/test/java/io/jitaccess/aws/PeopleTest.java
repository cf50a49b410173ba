package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose account an identity has. */
class PeopleTest {

    private static final String STORE_ID = "9067642ac7-11111111-2222-3333-4444-5555555555ab";

    private final FakeAws aws = new FakeAws(new TestClock());
    private final AwsProvider provider = Samples.provider(aws);
    private final Entitlement membership = Samples.membership(aws.store.group("Readers"));
    private final Entitlement policy = Samples.policy(Samples.allow("s3:GetObject", "*"));

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    private PrincipalLookup lookUp(Entitlement entitlement, String mail, Map<String, String> attributes) {
        return provider.principal(
                new Identity(
                        new IdentityId("somebody"),
                        IdentityKind.HUMAN,
                        "Somebody",
                        Optional.of(mail),
                        true,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        attributes),
                entitlement);
    }

    private static PrincipalLookup found(String principal) {
        return new PrincipalLookup.Found(new PrincipalId(principal));
    }

    @Test
    void without_an_attribute_it_is_the_user_of_that_name_and_the_answer_is_remembered() {
        String user = aws.store.user("kim@example.com");
        assertThat(lookUp(membership, "kim@example.com", Map.of())).isEqualTo(found(user));
        aws.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThat(lookUp(membership, "kim@example.com", Map.of())).isEqualTo(found(user));
        assertThat(lookUp(membership, "lou@example.com", Map.of())).isInstanceOf(PrincipalLookup.Unclear.class);
    }

    @Test
    void an_attribute_of_the_kind_stands_above_the_general_one_and_that_above_the_name() {
        aws.begin(ProviderFaults.Kind.SERVER_ERROR);
        String other = STORE_ID.replace("ab", "cd");
        assertThat(lookUp(membership, "kim@example.com", Map.of("aws.principal", STORE_ID)))
                .isEqualTo(found(STORE_ID));
        assertThat(lookUp(
                        membership,
                        "kim@example.com",
                        Map.of("aws.principal", STORE_ID, "aws.principal.group-membership", other)))
                .isEqualTo(found(other));
    }

    @Test
    void the_general_attribute_speaks_for_its_own_sort_of_account_alone() {
        String user = aws.store.user("kim@example.com");
        assertThat(lookUp(membership, "kim@example.com", Map.of("aws.principal", FakeIam.roleArn("own"))))
                .isEqualTo(found(user));
        assertThat(lookUp(policy, "kim@example.com", Map.of("aws.principal", FakeIam.roleArn("own"))))
                .isEqualTo(found(FakeIam.roleArn("own")));
    }

    @Test
    void two_spellings_of_one_user_are_one_principal() {
        assertThat(lookUp(membership, "kim@example.com", Map.of("aws.principal", STORE_ID.replace("ab", "AB"))))
                .isEqualTo(found(STORE_ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "arn:aws:iam::1:user/x",
                "a b",
                "x*",
                "${aws:username}",
                "kim\u200b@example.com",
                "../kim"
            })
    void an_attribute_that_is_no_account_leads_to_nobody(String malformed) {
        aws.store.user("kim@example.com");
        for (String name : new String[] {"aws.principal", "aws.principal.group-membership"}) {
            assertThat(lookUp(membership, "kim@example.com", Map.of(name, malformed)))
                    .isInstanceOfSatisfying(
                            PrincipalLookup.NoPrincipal.class,
                            nobody -> assertThat(nobody.message()).contains("aws.principal"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "kim\" OR \"1", "${aws:username}", "k\u0456m@example.com", "%"})
    void a_hostile_mail_address_finds_nobody_elses_account(String mail) {
        aws.store.user("kim@example.com");
        assertThat(lookUp(membership, mail, Map.of())).isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(lookUp(policy, mail, Map.of())).isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }
}
