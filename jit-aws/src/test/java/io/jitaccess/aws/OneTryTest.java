package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither the SDK nor the JDK below it sends a write twice when the connection dies after the effect. */
class OneTryTest {

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.provider(aws);

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void a_json_write_whose_answer_is_lost_arrives_once() {
        String user = aws.store.user("ann@example.com");
        arrivesOnce(access(Samples.membership(aws.store.group("Readers")), user));
        assertThat(aws.store.memberships).hasSize(1);
    }

    @Test
    void a_query_write_whose_answer_is_lost_arrives_once() {
        aws.iam.users.add("ann");
        Samples.iamGroup(aws, "Readers");
        arrivesOnce(access(Samples.iamMembership("Readers"), "ann"));
        assertThat(aws.iam.groups.get("Readers")).containsExactly("ann");
    }

    @Test
    void a_server_error_is_not_tried_again() {
        String user = aws.store.user("ann@example.com");
        AccessRef access = access(Samples.membership(aws.store.group("Readers")), user);
        aws.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThat(assign(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(aws.requests()).isEqualTo(1);
    }

    /** A warm connection first: the JDK repeats only what died on a connection that was kept alive. */
    private void arrivesOnce(AccessRef access) {
        provider.observe(access);
        provider.observe(access);
        int writes = aws.writes();
        aws.begin(ProviderFaults.Kind.ANSWER_LOST);
        assertThat(assign(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(aws.writes() - writes).isEqualTo(1);
    }

    private ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, clock.now().plus(Duration.ofHours(1)), false);
    }

    private AccessRef access(Entitlement entitlement, String principal) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(principal),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }
}
