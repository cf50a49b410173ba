package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a policy, and what is refused because AWS might read it otherwise. */
class PolicyReaderTest {

    private static final String ALLOW = "\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\"";

    private static String statement(String more) {
        return "{" + ALLOW + more + "}";
    }

    private static String policy(String statements) {
        return "{\"Statement\":" + statements + "}";
    }

    private static String on(String resource) {
        return policy(statement(",\"Resource\":\"" + resource + "\""));
    }

    private static String under(String condition) {
        return policy(statement(",\"Resource\":\"*\",\"Condition\":" + condition));
    }

    private static String wrong(String text) {
        return PolicyReader.read(text).wrong().orElse("");
    }

    @Test
    void a_version_is_the_one_that_is_known_or_none() {
        assertThat(wrong(on("*"))).isEmpty();
        assertThat(wrong("{\"Version\":\"2012-10-17\",\"Statement\":" + statement(",\"Resource\":\"*\"") + "}"))
                .isEmpty();
        assertThat(wrong("{\"Version\":\"2008-10-17\",\"Statement\":" + statement(",\"Resource\":\"*\"") + "}"))
                .contains("Version");
    }

    @Test
    void twenty_statements_are_the_most() {
        assertThat(wrong(policy(statements(20)))).isEmpty();
        assertThat(wrong(policy(statements(21)))).contains("1 to 20");
    }

    private static String statements(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> statement(",\"Resource\":\"*\""))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void as_many_characters_as_a_role_may_have_are_the_most() {
        String text = on("*");
        assertThat(wrong(text + " ".repeat(10_240 - text.length()))).isEmpty();
        assertThat(wrong(text + " ".repeat(10_241 - text.length()))).contains("longer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Effect\":\"Deny\",\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Action\":\"s3:ListBucket\",\"Resource\":\"*\"}"
            })
    void what_is_said_twice_is_refused(String statement) {
        assertThat(wrong(policy(statement))).contains("JSON");
    }

    @Test
    void text_after_the_policy_is_refused() {
        assertThat(wrong(on("*") + on("*"))).contains("JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/a, true",
        "arn:aws:iam:eu-west-1:123456789012:role/a, false",
        "arn:aws:s3:::shop/*, true",
        "arn:aws:s3:eu-west-1::shop/*, false",
        "arn:aws:s3:eu-west-1:123456789012:accesspoint/a, true",
        "arn:aws:s3:::shop/${aws:userid}, false"
    })
    void an_arn_has_the_parts_of_its_service(String arn, boolean good) {
        assertThat(wrong(on(arn)).isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"shop\"}}|true",
                "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"${aws:username}\"}}|false",
                "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"shоp\"}}|false",
                "{\"StringEquals\":{\"a key\":\"shop\"}}|false",
                "{\"string equals\":{\"aws:username\":\"shop\"}}|false",
                "{\"StringEquals\":\"shop\"}|false",
                "{\"StringEquals\":{\"aws:username\":[]}}|false",
                "[]|false"
            })
    void a_condition_is_plain_text_of_a_known_form(String condition, boolean good) {
        assertThat(wrong(under(condition)).isEmpty()).isEqualTo(good);
    }

    @Test
    void every_action_at_once_is_read_where_it_is_written_and_never_asked_for() {
        String everything = policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
        assertThat(wrong(everything)).contains("Action");
        assertThat(PolicyReader.readWritten(everything).policy()).isPresent();
    }
}
