package io.jitaccess.aws;

import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.util.Optional;

/** Where the console of a partition is, and its sign-in. */
enum ConsolePlace {
    AWS("aws", "signin.aws.amazon.com", "console.aws.amazon.com"),
    CHINA("aws-cn", "signin.amazonaws.cn", "console.amazonaws.cn"),
    GOVERNMENT("aws-us-gov", "signin.amazonaws-us-gov.com", "console.amazonaws-us-gov.com");

    /** Said of every other partition. */
    static final String UNKNOWN = "it is not known where the console of this AWS partition is";

    private final String partition;
    private final String signIn;
    private final String console;

    ConsolePlace(String partition, String signIn, String console) {
        this.partition = partition;
        this.signIn = signIn;
        this.console = console;
    }

    static Optional<ConsolePlace> of(String partition) {
        for (ConsolePlace place : values()) {
            if (place.partition.equals(partition)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** Where IAM users of an account sign in; it lets nobody in by itself. */
    static Link forUsers(String partition, String account) {
        return of(partition)
                .<Link>map(place -> new Link.To(URI.create("https://" + account + "." + place.signIn + "/console")))
                .orElseGet(() -> new Link.NotAvailable(UNKNOWN));
    }

    /** Where a session is exchanged for a token, and a token for the console. */
    String federation() {
        return "https://" + signIn + "/federation";
    }

    String destination() {
        return "https://" + console + "/";
    }
}
