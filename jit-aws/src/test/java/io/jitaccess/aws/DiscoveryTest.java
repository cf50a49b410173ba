package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of IAM is offered for sessions and for policies. */
class DiscoveryTest {

    private final FakeAws aws = new FakeAws(new TestClock());
    private final AwsProvider provider = Samples.provider(aws);

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void roles_that_accounts_may_assume_are_offered_and_those_of_services_are_not() {
        aws.iam.roles.clear();
        aws.iam.roles.addAll(List.of("account", "anybody", "linked", "of-a-set", "lambda", "federated", "denied"));
        aws.iam.trusts.put("anybody", FakeIam.trust("\"*\""));
        aws.iam.paths.put("linked", "/aws-service-role/ecs.amazonaws.com/");
        aws.iam.paths.put("of-a-set", "/aws-reserved/sso.amazonaws.com/");
        aws.iam.trusts.put("lambda", FakeIam.trust("{\"Service\":\"lambda.amazonaws.com\"}"));
        aws.iam.trusts.put("federated", FakeIam.trust("{\"Federated\":\"accounts.google.com\"}"));
        aws.iam.trusts.put("denied", FakeIam.trust("{\"AWS\":\"*\"}").replace("Allow", "Deny"));
        assertThat(all(RoleSessions.KIND))
                .containsExactlyInAnyOrder(
                        new Discovered(Samples.session("account"), "/jit/account"),
                        new Discovered(Samples.session("anybody"), "/jit/anybody"));
    }

    @Test
    void a_trust_policy_that_cannot_be_read_hides_no_role() {
        aws.iam.roles.clear();
        aws.iam.roles.add("odd");
        aws.iam.trusts.put("odd", "{");
        assertThat(all(RoleSessions.KIND)).hasSize(1);
    }

    @Test
    void the_accounts_own_managed_policies_are_offered_where_they_can_be_given_an_end() {
        aws.iam.managed.documents.put("reports", Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*"));
        aws.iam.managed.documents.put("all", Samples.allow("*", "*"));
        aws.iam.managed.documents.put("variable", Samples.allow("s3:GetObject", "arn:aws:s3:::${aws:username}/*"));
        aws.iam.managed.documents.put(
                "long",
                Samples.allow("s3:GetObject", "arn:aws:s3:::" + "a".repeat(880))
                        .replace("\"s3:GetObject\"", list("\"s3:Get", "\"", 300)));
        assertThat(all(IamPolicies.KIND))
                .singleElement()
                .satisfies(found -> assertThat(found.displayName()).isEqualTo("/team/reports"))
                .satisfies(found -> assertThat(provider.targetKey(found.entitlement()))
                        .isEqualTo(provider.targetKey(
                                Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/reports/*")))));
    }

    @Test
    void everything_is_found_over_many_pages_and_each_page_makes_few_calls() {
        for (int i = 0; i < 230; i++) {
            aws.iam.roles.add("role-" + i);
            aws.iam.managed.documents.put("policy-" + i, Samples.allow("s3:GetObject", "arn:aws:s3:::shop/" + i));
        }
        assertThat(all(RoleSessions.KIND)).hasSize(231).doesNotHaveDuplicates();
        assertThat(all(IamPolicies.KIND)).hasSize(230).doesNotHaveDuplicates();
        aws.takeCounts();
        provider.discover(IamPolicies.KIND, Optional.empty());
        assertThat(aws.takeCounts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isLessThanOrEqualTo(21);
    }

    @Test
    void a_listing_that_is_refused_is_no_empty_one() {
        aws.begin(ProviderFaults.Kind.FORBIDDEN);
        for (EntitlementKind kind : List.of(RoleSessions.KIND, IamPolicies.KIND)) {
            assertThatThrownBy(() -> provider.discover(kind, Optional.empty()))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("AccessDenied");
        }
    }

    private List<Discovered> all(EntitlementKind kind) {
        List<Discovered> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            EntitlementDiscovery.Page page = provider.discover(kind, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private static String list(String begin, String end, int many) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            entries.add(begin + "Object" + i + end);
        }
        return "[" + String.join(",", entries) + "]";
    }
}
