package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user's groups come in pages, which IAM may make as short as it likes. */
class IamGroupsTest {

    private static final String ANN = "ann@example.com";

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = Samples.builder(aws).iamGroups().build();

    IamGroupsTest() {
        aws.iam.users.add(ANN);
        for (int i = 0; i < 5; i++) {
            Samples.iamGroup(aws, "Group" + i);
            aws.iam.groups.get("Group" + i).add(ANN);
        }
        Samples.iamGroup(aws, "Others");
        aws.quietly(() -> true);
        aws.iam.mostGroups = 2;
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void a_membership_on_the_last_page_is_seen_and_not_made_again() {
        AccessRef last = access("Group4");
        assertThat(provider.observe(last)).isEqualTo(Observation.present());
        int writes = aws.writes();
        assertThat(assign(last)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(aws.writes()).isEqualTo(writes);
    }

    @Test
    void who_is_on_no_page_is_absent() {
        assertThat(provider.observe(access("Others"))).isEqualTo(Observation.absent());
        assertThat(assign(access("Others"))).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void pages_without_an_end_tell_of_no_absence() {
        aws.iam.mostGroups = 0;
        AccessRef others = access("Others");
        int writes = aws.writes();
        assertThat(provider.observe(others)).isInstanceOf(Observation.Unclear.class);
        assertThat(assign(others)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(aws.writes()).isEqualTo(writes);
    }

    @Test
    void a_members_list_of_many_pages_is_listed_to_its_end() {
        for (int i = 0; i < 230; i++) {
            aws.iam.users.add("user" + i);
        }
        aws.quietly(() -> aws.iam.groups.put("Others", new TreeSet<>(aws.iam.users)));
        assertThat(provider.list(IamGroups.KIND, java.util.Optional.empty()).entries())
                .filteredOn(entry ->
                        entry.entitlement().attribute("group").orElse("").equals("Others"))
                .hasSize(231);
    }

    private ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, clock.now().plus(Duration.ofHours(1)), false);
    }

    private AccessRef access(String group) {
        return Samples.access(provider, Samples.iamMembership(group), "ann");
    }
}
