package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final String EARLY = "2030-01-01T00:00:00Z";
    private static final String LATE = "2031-01-01T00:00:00Z";

    private static String statement(String effect, String action, String condition) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"*\""
                + (condition.isEmpty() ? "" : ",\"Condition\":" + condition) + "}";
    }

    private static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static Policy read(String... statements) {
        return PolicyReader.read(policy(statements)).policy().orElseThrow();
    }

    private static String before(String key, String... ends) {
        return "{\"DateLessThan\":{\"" + key + "\":[\"" + String.join("\",\"", ends) + "\"]}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:CurrentTime", "AWS:currenttime", "aws:EpochTime", "aws:epochtime"})
    void times_are_taken_from_what_is_allowed_and_left_in_what_is_denied(String key) {
        assertThat(read(statement("Allow", "s3:getobject", before(key, LATE))))
                .isEqualTo(read(statement("Allow", "s3:getobject", "")));
        Policy denying =
                read(statement("Allow", "s3:getobject", ""), statement("Deny", "s3:putobject", before(key, LATE)));
        assertThat(denying.statements().get(1).conditions())
                .containsExactly(new Policy.Condition("DateLessThan", key, List.of(LATE)));
    }

    @Test
    void what_denies_something_covers_nothing() {
        Policy asked = read(statement("Allow", "s3:getobject", ""));
        assertThat(read(statement("Allow", "s3:*", "")).covers(asked)).isTrue();
        assertThat(read(statement("Allow", "s3:*", ""), statement("Deny", "s3:delete*", ""))
                        .covers(asked))
                .isFalse();
    }

    @Test
    void what_holds_under_a_condition_covers_only_what_asks_for_that_condition_too() {
        String inside = "{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}";
        Policy wide = read(statement("Allow", "s3:*", inside));
        assertThat(wide.covers(read(statement("Allow", "s3:getobject", "")))).isFalse();
        assertThat(wide.covers(read(statement("Allow", "s3:getobject", inside))))
                .isTrue();
        assertThat(read(statement("Allow", "s3:*", "")).covers(read(statement("Allow", "s3:getobject", inside))))
                .isTrue();
    }

    @Test
    void a_written_policy_ends_with_its_last_statement() {
        String early = statement("Allow", "s3:getobject", before(Policy.TIME, EARLY));
        String late = statement("Allow", "s3:putobject", before(Policy.TIME, LATE));
        assertThat(Ends.of(policy(early, late))).contains(Instant.parse(LATE));
        assertThat(Ends.of(policy(late, early))).contains(Instant.parse(LATE));
    }

    @Test
    void one_statement_without_an_end_has_none_for_all() {
        String ends = statement("Allow", "s3:getobject", before(Policy.TIME, EARLY));
        String lasts = statement("Allow", "s3:putobject", "");
        assertThat(Ends.of(policy(ends, lasts))).isEmpty();
        assertThat(Ends.of(policy(lasts, ends))).isEmpty();
        assertThat(Ends.of(policy(ends, statement("Deny", "s3:putobject", "")))).contains(Instant.parse(EARLY));
    }

    @Test
    void of_several_ends_in_one_condition_the_last_counts() {
        assertThat(Ends.of(policy(statement("Allow", "s3:getobject", before("AWS:currenttime", LATE, EARLY)))))
                .contains(Instant.parse(LATE));
        assertThat(Ends.of(policy(statement("Allow", "s3:getobject", before("aws:SomeTime", LATE)))))
                .isEmpty();
    }
}
