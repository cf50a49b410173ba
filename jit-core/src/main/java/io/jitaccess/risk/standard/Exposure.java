package io.jitaccess.risk.standard;

import io.jitaccess.internal.Text;
import io.jitaccess.spi.RiskAssessor.Ask;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How exposed something is, 0 to 100, and who says so. */
record Exposure(int score, String explanation) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    static Optional<Exposure> highest(Ask ask, ExposureScore scores) {
        Stream<Exposure> scored = ask.entitlements().stream()
                .flatMapToInt(entitlement -> scores.of(entitlement).stream())
                .map(score -> Math.max(0, Math.min(100, score)))
                .mapToObj(score -> new Exposure(score, "scored " + score + " of 100"));
        return Stream.concat(Stated.values(ask, "exposure").map(Exposure::read), scored)
                .max(Comparator.comparingInt(Exposure::score));
    }

    private static Exposure read(String value) {
        boolean valid = NUMBER.matcher(value).matches() && Integer.parseInt(value) <= 100;
        return valid
                ? new Exposure(Integer.parseInt(value), "stated as " + value + " of 100")
                : new Exposure(100, "\"" + Text.printable(value, 60) + "\" is not 0 to 100, counts as 100");
    }
}
