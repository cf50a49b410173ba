package io.jitaccess.entra;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the library's own account got no token, by the code that Microsoft gives to the reason
 * (learn.microsoft.com/entra/identity-platform/reference-error-codes). The text around it may quote anything and is not told.
 */
final class SignInCode {

    private static final Pattern CODE = Pattern.compile("\\bAADSTS[0-9]{4,9}\\b");
    private static final int DEEPEST = 10;

    private SignInCode() {}

    static Optional<String> of(Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            Matcher matcher = CODE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(matcher.group());
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
