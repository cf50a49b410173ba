package io.jitaccess.eligibility;

import io.jitaccess.internal.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a reason must look like.
 *
 * @param required whether a request without a reason is refused
 * @param pattern what the whole reason must match, if given; of at most 500 characters, flags inside it
 * @param hint shown to people, at most 200 characters, may be empty
 */
public record ReasonRule(boolean required, Optional<Pattern> pattern, String hint) {

    public static final ReasonRule REQUIRED = new ReasonRule(true, Optional.empty(), "");
    public static final ReasonRule OPTIONAL = new ReasonRule(false, Optional.empty(), "");

    public ReasonRule {
        Text.paragraph(hint, "hint", 200);
        pattern.ifPresent(p -> Text.pattern(p, "reason pattern", 500));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReasonRule that
                && required == that.required
                && pattern.map(Pattern::pattern).equals(that.pattern.map(Pattern::pattern))
                && hint.equals(that.hint);
    }

    @Override
    public int hashCode() {
        return pattern.map(Pattern::pattern).hashCode() * 31 + hint.hashCode();
    }
}
